// SPDX-License-Identifier: Apache-2.0
'use strict';

/** From a figure, and the state of its controls, to what the library draws. */
const Option = (() => {
  const AT = { x: 0, y: 1 }, LOW = 2, HIGH = 3;

  // On a logarithmic axis without two powers of its base, nobody could read a value.
  const DECADES_FROM = 30, DOUBLINGS_FROM = 4;

  const isNamed = (figure, which) => figure[which].scale === 'CATEGORY';

  function values(figure, which, state) {
    const spans = figure.kind === 'INTERVALS' && which === 'x';
    const own = spans ? [] : [AT[which]];
    const ends = spans || (which === Layers.along(figure) && state.intervals) ? [LOW, HIGH] : [];
    return figure.series
      .filter(series => !state.hidden.has(series.name))
      .flatMap(series => series.points.flatMap(point => [...own, ...ends].map(at => point[at])));
  }

  /** Where the visible parts of bars end, and their intervals; lines besides. */
  function tops(figure, state) {
    const feet = {};
    const visible = figure.series.filter(series => !state.hidden.has(series.name));
    return visible.flatMap(series => series.points.map(point => {
      const foot = Layers.isData(series) ? feet[point[AT.x]] ?? 0 : 0;
      if (Layers.isData(series)) {
        feet[point[AT.x]] = foot + point[AT.y];
      }
      return foot + point[HIGH];
    }));
  }

  function extent(figure, which, state) {
    const all = figure.kind === 'STACKED_BARS' && which === 'y' ? tops(figure, state) : values(figure, which, state);
    const usable = state.log[which] ? all.filter(value => value > 0) : all;
    const from = usable.reduce((a, b) => Math.min(a, b), Infinity);
    const to = usable.reduce((a, b) => Math.max(a, b), -Infinity);
    return from <= to ? [from, to] : [1, 2];
  }

  /** Ends at powers of the axis's base, so that its last lines have numbers. */
  function powers(from, to) {
    const of = base([from, to]);
    const power = value => Math.log(value) / Math.log(of);
    // What lies at a power but for rounding needs no further one.
    return [of ** Math.floor(power(from) + 1e-6), of ** Math.ceil(power(to) - 1e-6)];
  }

  /** Ends at round numbers: multiples of 1, 2 or 5 times a power of ten. */
  function rounded(from, to) {
    const rough = (to - from || Math.abs(to) || 1) / 5;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].find(times => times * power >= rough * 0.999) * power;
    const round = value => Number(value.toPrecision(12));
    return [round(Math.floor(from / step + 1e-6) * step), round(Math.ceil(to / step - 1e-6) * step)];
  }

  /** From where to where an axis goes when nobody has zoomed. Measured values begin at 0, unless all are far from it. */
  function whole(figure, which, state) {
    if (isNamed(figure, which)) {
      return [-0.5, figure.categories.length - 0.5];
    }
    const [from, to] = extent(figure, which, state);
    if (state.log[which] && figure.kind === 'POINTS' && which === 'x') {
      return [from / 1.1, to * 1.1];
    }
    if (state.log[which] && to / from >= DOUBLINGS_FROM) {
      return powers(from, to);
    }
    const measured = which === Layers.along(figure) && figure.kind !== 'POINTS';
    const fromZero = from >= 0 && (figure.kind === 'STACKED_BARS' || (measured && from < 0.7 * to));
    return rounded(fromZero ? 0 : from, to);
  }

  const limits = (figure, which, state) => state.view[which] ?? whole(figure, which, state);

  /** Whether values can lie on a logarithmic axis at all, and whether it would show them better. */
  const canBeLog = (figure, which) => !isNamed(figure, which) && figure.kind !== 'STACKED_BARS' && figure.kind !== 'INTERVALS'
    && figure.series.every(series => series.points.every(point => point[AT[which]] > 0));

  function base([from, to]) {
    return to / from >= DECADES_FROM ? 10 : 2;
  }

  function scale(figure, which, state) {
    const ends = limits(figure, which, state);
    const log = state.log[which] && ends[0] > 0 && ends[1] / ends[0] >= DOUBLINGS_FROM;
    // By what is shown, as its ends were chosen: rounded to doublings they may span enough for decades, of which there would be one.
    const span = state.view[which] ?? extent(figure, which, state);
    return log ? { type: 'log', logBase: base(span) } : { type: 'value' };
  }

  function isPower(value, of) {
    const power = Math.log(value) / Math.log(of);
    return Math.abs(power - Math.round(power)) < 1e-6;
  }

  /** Names of positions; numbers, but not at the ends of an axis that was zoomed: they lie anywhere. */
  function label(figure, which, state) {
    if (isNamed(figure, which)) {
      return value => (Number.isInteger(value) ? figure.categories[value] ?? '' : '');
    }
    const kind = scale(figure, which, state);
    const [from, to] = limits(figure, which, state);
    const isEnd = value => state.view[which] && (Math.abs(value - from) < 1e-9 * Math.abs(to) || Math.abs(value - to) < 1e-9 * Math.abs(to));
    return value => (kind.type === 'log' ? !isPower(value, kind.logBase) : isEnd(value)) ? '' : Look.number(value);
  }

  function axis(context, which, room) {
    const { figure, state, look } = context;
    const [min, max] = limits(figure, which, state);
    const rows = which === 'y' && isNamed(figure, which);
    const named = isNamed(figure, which);
    return {
      ...scale(figure, which, state),
      min,
      max,
      inverse: rows,
      axisLine: { show: which === 'x' || rows, onZero: false, lineStyle: { color: look.line } },
      axisTick: { show: false },
      splitLine: { show: !named, lineStyle: { color: look.line, width: 1 } },
      // An interval of its own would count from the end of the axis, which lies between two names.
      ...(named ? { minInterval: 1, maxInterval: 1, splitNumber: 100 } : { splitNumber: room.width < 480 && which === 'x' ? 3 : 5 }),
      axisLabel: {
        color: look.faint,
        fontSize: 12,
        hideOverlap: true,
        formatter: label(figure, which, state),
        ...(rows ? { width: room.names, overflow: 'break', lineHeight: 14 } : {}),
        ...(which === 'x' && room.rotate ? { rotate: 40, width: 110, overflow: 'truncate' } : {}),
      },
      axisPointer: { show: which === 'x' && figure.kind === 'LINES', snap: true, label: { show: false },
        lineStyle: { color: look.faint, type: 'solid', width: 1 } },
    };
  }

  /** How much room names need: rows wrap on a narrow screen, columns are turned. */
  function room(figure, width) {
    const longest = figure.categories.reduce((most, name) => Math.max(most, name.length), 0);
    const names = Math.min(longest * 7 + 4, width * 0.36);
    const columns = isNamed(figure, 'x') && figure.categories.length * (longest * 7 + 10) > width - 60;
    return { width, names, rotate: columns && longest > 4, longest };
  }

  function height(figure, width) {
    if (isNamed(figure, 'y')) {
      return Math.min(40 + figure.categories.length * (figure.kind === 'FOREST' ? 36 : 30) + 56, 1600);
    }
    return Math.round(Math.min(Math.max(width * 0.5, 270), 400));
  }

  function of(context, width) {
    const { figure, look } = context;
    const space = room(figure, width);
    const above = (isNamed(figure, 'y') ? 8 : 32) + (figure.marks.length > 0 ? 16 : 0);
    const text = (content, place) => ({ text: content, ...place, textStyle: { color: look.ink, fontSize: 12, fontWeight: 600 } });
    return {
      animation: false,
      textStyle: { fontFamily: look.font },
      title: [
        text(isNamed(figure, 'y') ? '' : Words.axis(figure.y), { left: 0, top: 0, padding: [4, 0] }),
        text(Words.axis(figure.x), { right: 12, bottom: 0, padding: [4, 0] }),
      ],
      grid: { left: space.rotate ? Math.max(4, space.longest * 5 - 40) : 4, right: 14, top: above, bottom: 26, containLabel: true },
      xAxis: axis(context, 'x', space),
      yAxis: axis(context, 'y', space),
      tooltip: {
        trigger: figure.kind === 'LINES' ? 'axis' : 'item',
        confine: true,
        backgroundColor: look.paper,
        borderColor: look.line,
        padding: [8, 10],
        textStyle: { color: look.ink, fontSize: 13 },
        transitionDuration: 0,
        formatter: hits => Legend.tip(context, [].concat(hits)),
      },
      series: Layers.of(context),
    };
  }

  return { of, height, limits, whole, scale, canBeLog, isNamed };
})();
