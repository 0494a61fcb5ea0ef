// SPDX-License-Identifier: Apache-2.0
'use strict';

/** Moves about in a chart: nearer and further, and from point to point, with a mouse or the keyboard. */
class Motion {
  /** What a step nearer leaves of what was seen. */
  static STEP = 0.6;

  /** In pixels: who moves less has clicked. */
  static LEAST = 8;

  constructor(chart, speak) {
    this.chart = chart;
    this.speak = speak;
    this.at = { series: 0, point: -1 };
    chart.canvas.addEventListener('keydown', event => this.key(event));
    chart.canvas.addEventListener('dblclick', () => this.zoom(null));
    this.followMouse();
  }

  axes() {
    const { figure } = this.chart;
    return figure.kind === 'LINES' || figure.kind === 'POINTS' ? ['x', 'y'] : [Option.isNamed(figure, 'x') ? 'y' : 'x'];
  }

  /** Shows that part of what is seen, round its middle; null for all of it. */
  zoom(part) {
    this.axes().forEach(which => (this.chart.state.view[which] = part === null ? null : this.part(which, part)));
    this.chart.draw();
  }

  /** On an axis by ratios, the middle is one of ratios. */
  part(which, share) {
    const { figure, state } = this.chart;
    const [to, from] = state.log[which] ? [Math.log, Math.exp] : [value => value, value => value];
    const all = Option.whole(figure, which, state).map(to);
    const [low, high] = Option.limits(figure, which, state).map(to);
    const middle = (low + high) / 2, half = ((high - low) / 2) * share;
    const ends = [Math.max(middle - half, all[0]), Math.min(middle + half, all[1])];
    return share > 1 && ends[0] <= all[0] && ends[1] >= all[1] ? null : ends.map(from);
  }

  /** A rectangle drawn with a mouse is what is then shown. A finger scrolls the page. */
  followMouse() {
    const { canvas } = this.chart;
    let start = null, frame = null;
    const place = event => {
      const box = canvas.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };
    canvas.addEventListener('pointerdown', event => {
      start = event.pointerType === 'mouse' && event.button === 0 && this.chart.library ? place(event) : null;
    });
    addEventListener('pointermove', event => {
      if (start) {
        frame ??= canvas.appendChild(element('div', { class: 'frame' }));
        this.draw(frame, start, place(event));
      }
    });
    addEventListener('pointerup', event => {
      if (start && frame) {
        this.show(start, place(event));
      }
      frame?.remove();
      start = frame = null;
    });
  }

  draw(frame, start, end) {
    const { canvas } = this.chart;
    const sides = { x: ['left', 'width', canvas.clientWidth], y: ['top', 'height', canvas.clientHeight] };
    Object.entries(sides).forEach(([which, [side, length, whole]], at) => {
      const ends = this.axes().includes(which) ? [start[at], end[at]].sort((a, b) => a - b) : [0, whole];
      frame.style[side] = ends[0] + 'px';
      frame.style[length] = ends[1] - ends[0] + 'px';
    });
  }

  show(start, end) {
    const { figure, state, library } = this.chart;
    const corners = [start, end].map(corner => library.convertFromPixel({ gridIndex: 0 }, corner));
    this.axes().forEach(which => {
      const at = which === 'x' ? 0 : 1;
      const all = Option.whole(figure, which, state);
      const [low, high] = [corners[0][at], corners[1][at]].sort((a, b) => a - b);
      if (Math.abs(start[at] - end[at]) > Motion.LEAST) {
        state.view[which] = [Math.max(low, all[0]), Math.min(high, all[1])];
      }
    });
    this.chart.draw();
  }

  key(event) {
    const moves = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };
    const zooms = { '+': Motion.STEP, '=': Motion.STEP, '-': 1 / Motion.STEP, 0: null };
    if (event.ctrlKey || event.metaKey || event.altKey || !this.chart.library) {
      return;
    }
    if (event.key in moves) {
      this.move(...moves[event.key]);
    } else if (event.key in zooms) {
      this.zoom(zooms[event.key]);
    } else if (event.key === 'Escape') {
      this.chart.library.dispatchAction({ type: 'hideTip' });
    } else {
      return;
    }
    event.preventDefault();
  }

  /** Goes on in a series, or to the same place in another one; shows the point and says it. */
  move(series, step) {
    const { figure, state, library } = this.chart;
    const visible = figure.series.filter(one => !state.hidden.has(one.name));
    if (visible.length === 0) {
      return;
    }
    this.at.series = (this.at.series + series + visible.length) % visible.length;
    const chosen = visible[this.at.series];
    this.at.point = Math.min(Math.max(this.at.point + step, 0), chosen.points.length - 1);
    const words = Words.of(figure, chosen.points[this.at.point]);
    const id = 'series-' + figure.series.indexOf(chosen);
    library.dispatchAction({
      type: 'showTip',
      seriesIndex: library.getOption().series.findIndex(layer => layer.id === id),
      dataIndex: this.at.point,
    });
    this.speak(chosen.name + ', ' + words.place + ': ' + words.value + (words.more ? ', ' + words.more : ''));
  }
}
