// SPDX-License-Identifier: Apache-2.0
'use strict';

/** One figure on the page: its chart, and the controls round it. */
class Chart {
  static KEYS = 'Arrow keys go from point to point, plus and minus zoom, 0 shows all.';

  constructor(figure, palette, place, speak) {
    this.figure = figure;
    this.palette = palette;
    this.library = null;
    this.state = {
      hidden: new Set(),
      log: { x: figure.x.scale === 'LOG', y: figure.y.scale === 'LOG' },
      // Bars that would dwarf all others are cut at first; 'All' shows the whole of them.
      view: { x: null, y: Number.isFinite(figure.y.upTo) ? [0, figure.y.upTo] : null },
      intervals: true,
    };
    this.canvas = element('div', { class: 'chart', tabindex: '0', role: 'application', 'aria-roledescription': 'chart',
      'aria-label': [figure.title, figure.reading, Chart.KEYS].join('. ') });
    this.keys = Legend.keys(figure, series => this.toggle(series));
    this.motion = new Motion(this, speak);
    place.append(
      element('div', { class: 'legend', role: 'group', 'aria-label': 'Series of ' + figure.title }, ...this.keys, ...Legend.bands(figure)),
      this.canvas,
      Legend.marks(figure),
      element('div', { class: 'tools', role: 'group', 'aria-label': 'Tools of ' + figure.title }, ...this.switches(), ...this.zooms()));
    place.hidden = false;
  }

  /** Draws, for the first time or anew: after a change of state, size or theme. A chart that is not shown stays as it is. */
  draw() {
    const width = this.canvas.clientWidth;
    if (width === 0) {
      return;
    }
    this.look = Look.theme();
    this.canvas.style.height = Option.height(this.figure, width) + 'px';
    this.library ??= echarts.init(this.canvas, null, { renderer: 'canvas' });
    this.library.resize();
    this.library.setOption(Option.of(this.context(), width), { notMerge: true });
    this.keys.forEach(key => (key.querySelector('.swatch').style.color = this.colour(this.seriesOf(key))));
  }

  seriesOf(key) {
    return this.figure.series.find(series => series.name === key.dataset.series);
  }

  colour(series) {
    return Look.colour(this.palette, series, this.look);
  }

  context() {
    const limits = which => Option.limits(this.figure, which, this.state);
    return {
      figure: this.figure,
      state: this.state,
      look: this.look,
      limits,
      colour: series => this.colour(series),
      // A logarithmic axis cannot show 0: what goes below it is drawn to its end.
      visible: (which, value) => (this.state.log[which] ? Math.max(value, limits(which)[0]) : value),
    };
  }

  toggle(series) {
    const show = this.state.hidden.delete(series.name);
    if (!show) {
      this.state.hidden.add(series.name);
    }
    this.figure.series.filter(other => Legend.owner(this.figure, other) === series)
      .forEach(fit => this.state.hidden[show ? 'delete' : 'add'](fit.name));
    this.draw();
    return show;
  }

  static button(text, attributes, action) {
    const made = element('button', { type: 'button', ...attributes }, text);
    made.addEventListener('click', () => action(made));
    return made;
  }

  /** A button that stays pressed. */
  switch(text, name, on, action) {
    return Chart.button(text, { 'aria-pressed': String(on), 'data-tool': name }, button => {
      const now = button.getAttribute('aria-pressed') !== 'true';
      button.setAttribute('aria-pressed', String(now));
      action(now);
      this.draw();
    });
  }

  switches() {
    const scales = ['x', 'y'].filter(which => Option.canBeLog(this.figure, which)).map(which =>
      this.switch('Log ' + which, 'log-' + which, this.state.log[which], now => {
        this.state.log[which] = now;
        this.state.view[which] = null;
      }));
    const uncertain = this.figure.kind !== 'INTERVALS' && this.figure.series.some(series => series.points.some(Layers.hasInterval));
    return uncertain ? [...scales, this.switch('Intervals', 'intervals', true, now => (this.state.intervals = now))] : scales;
  }

  zooms() {
    const zoom = (text, label, name, part) =>
      Chart.button(text, { 'aria-label': label, 'data-tool': name }, () => this.motion.zoom(part));
    return [
      zoom('+', 'Zoom in', 'in', Motion.STEP),
      zoom('\u2212', 'Zoom out', 'out', 1 / Motion.STEP),
      zoom('All', 'Show all', 'all', null),
    ];
  }
}
