// SPDX-License-Identifier: Apache-2.0
'use strict';

/** What is drawn for a series: its points first, then what belongs to them and is not counted. */
const Layers = (() => {
  const X = 0, Y = 1, LOW = 2, HIGH = 3, LABEL = 5;

  // With more points than this, whiskers run together: a band says the same.
  const MOST_WHISKERS = 40;

  const MANY_POINTS = 400;

  const CAP = 4;

  const hasInterval = point => point[LOW] < point[HIGH];

  const isData = series => series.role === 'DATA';

  const along = figure => (figure.kind === 'INTERVALS' || figure.kind === 'FOREST' ? 'x' : 'y');

  /** Several series in a row or over a category stand beside each other. */
  function aside(figure, number, gap) {
    const data = figure.series.filter(isData);
    return data.length < 2 ? 0 : (number - (data.length - 1) / 2) * gap;
  }

  function stroke(colour, width) {
    return { stroke: colour, lineWidth: width, fill: 'none' };
  }

  /** A whisker with caps; `shift` is in pixels, across it. */
  function whisker(from, to, upright, shift, colour) {
    const [dx, dy] = upright ? [CAP, 0] : [0, CAP];
    const move = ([x, y]) => (upright ? [x + shift, y] : [x, y + shift]);
    const [a, b] = [move(from), move(to)];
    const line = (p, q) => ({ type: 'line', shape: { x1: p[0], y1: p[1], x2: q[0], y2: q[1] }, style: stroke(colour, 1.5) });
    const cap = p => line([p[0] - dx, p[1] - dy], [p[0] + dx, p[1] + dy]);
    return { type: 'group', children: [line(a, b), cap(a), cap(b)] };
  }

  function intervals(context, series, shift, base) {
    const upright = along(context.figure) === 'y';
    const raised = (point, value, at) => value + (base ? base[point[X]] ?? 0 : 0);
    return {
      type: 'custom',
      silent: true,
      clip: true,
      z: 4,
      encode: upright ? { x: X, y: [LOW, HIGH] } : { x: [LOW, HIGH], y: Y },
      data: series.points.filter(hasInterval).map(point =>
        [point[X], point[Y], raised(point, point[LOW]), raised(point, point[HIGH])]),
      renderItem: (params, api) => {
        const ends = [LOW, HIGH].map(end => context.visible(along(context.figure), api.value(end)));
        const place = end => (upright ? api.coord([api.value(X), end]) : api.coord([end, api.value(Y)]));
        return whisker(place(ends[0]), place(ends[1]), upright, shift, context.colour(series));
      },
    };
  }

  /** One shape through the ends of all intervals. */
  function ribbon(context, series) {
    return {
      type: 'custom',
      silent: true,
      clip: true,
      z: 1,
      encode: { x: X, y: [LOW, HIGH] },
      data: series.points.map(point => point.slice(0, 4)),
      renderItem: (params, api) => {
        if (params.dataIndex > 0) {
          return null;
        }
        const edge = end => series.points.map(point => api.coord([point[X], context.visible('y', point[end])]));
        return {
          type: 'polygon',
          shape: { points: [...edge(LOW), ...edge(HIGH).reverse()] },
          style: { fill: context.colour(series), opacity: 0.2 },
        };
      },
    };
  }

  /** Lines of models and comparisons have no symbols: nothing was measured at their points. */
  function line(context, series) {
    const dash = { IDEAL: [6, 5] }[series.role] ?? 'solid';
    return {
      type: 'line',
      data: series.points,
      encode: { x: X, y: Y },
      symbol: 'path://' + Look.symbol(series),
      symbolSize: 8,
      showSymbol: isData(series) && series.points.length <= MOST_WHISKERS,
      showAllSymbol: true,
      clip: true,
      z: 3,
      itemStyle: { color: context.colour(series) },
      lineStyle: { color: context.colour(series), width: series.role === 'FIT' ? 1.5 : 2, type: dash },
      emphasis: { disabled: true },
    };
  }

  function scatter(context, series) {
    const many = series.points.length > MANY_POINTS;
    return {
      type: 'scatter',
      data: series.points,
      encode: { x: X, y: Y },
      symbol: 'path://' + Look.symbol(series),
      symbolSize: many ? 4 : 8,
      clip: true,
      itemStyle: { color: context.colour(series), opacity: many ? 0.6 : 0.9 },
    };
  }

  /** Where a bar is cut off, how far it goes. */
  function beyond(context, value, middle) {
    const { look, state } = context;
    const end = state.view.y ? context.limits('y')[1] : Infinity;
    return value > end ? [y => ({
      type: 'text',
      style: { text: '\u2191' + Look.number(Math.round(value)), x: middle, y: y(end) + 4, align: 'center', verticalAlign: 'top',
        fill: look.paper, backgroundColor: look.ink, padding: [2, 3], fontSize: 11, fontWeight: 700 },
    })] : [];
  }

  function bars(context, series, below, tops) {
    return {
      type: 'custom',
      clip: true,
      encode: { x: X, y: Y },
      data: series.points.map(point => [point[X], point[Y] + (below[point[X]] ?? 0)]),
      renderItem: (params, api) => {
        const [x, value] = [api.value(X), api.value(Y)];
        const [middle, top] = api.coord([x, value]);
        const bottom = api.coord([x, below[x] ?? 0])[1];
        const width = Math.min(42, api.size([1, 0])[0] * 0.7);
        const labels = tops ? beyond(context, value, middle) : [];
        return {
          type: 'group',
          children: [{
            type: 'rect',
            shape: { x: middle - width / 2, y: top, width, height: bottom - top },
            style: { fill: context.colour(series), stroke: context.look.paper, lineWidth: 1 },
          }, ...labels.map(label => label(end => api.coord([x, end])[1]))],
        };
      },
    };
  }

  /** A label, where there is room for it. */
  const fitting = (label, width) => (label.length * 8 + 6 < width ? label : '');

  function spans(context, series) {
    return {
      type: 'custom',
      clip: true,
      encode: { x: [LOW, HIGH], y: Y },
      data: series.points,
      renderItem: (params, api) => {
        const [left, middle] = api.coord([context.visible('x', api.value(LOW)), api.value(Y)]);
        const [right] = api.coord([context.visible('x', api.value(HIGH)), api.value(Y)]);
        const height = Math.min(20, api.size([0, 1])[1] * 0.66);
        return {
          type: 'rect',
          shape: { x: left, y: middle - height / 2, width: Math.max(1, right - left), height, r: 2 },
          style: { fill: context.colour(series), stroke: context.look.paper, lineWidth: right - left > 3 ? 1 : 0 },
          textConfig: { position: 'inside' },
          textContent: { style: { text: fitting(series.points[params.dataIndex][LABEL], right - left), fill: context.look.paper, fontSize: 11, fontWeight: 700 } },
        };
      },
    };
  }

  function estimates(context, series, shift) {
    return {
      type: 'scatter',
      data: series.points,
      encode: { x: X, y: Y },
      symbol: 'path://' + Look.symbol(series),
      symbolSize: 10,
      symbolOffset: [0, shift],
      z: 5,
      itemStyle: { color: context.colour(series) },
    };
  }

  /** What stands below each category, for series that stand on one another. */
  function onto(base, series) {
    series.points.forEach(point => (base[point[X]] = (base[point[X]] ?? 0) + point[Y]));
  }

  function uncertainty(context, series) {
    if (!context.state.intervals || !series.points.some(hasInterval)) {
      return [];
    }
    const dense = context.figure.kind === 'LINES' && series.points.length > MOST_WHISKERS;
    return [dense ? ribbon(context, series) : intervals(context, series, 0)];
  }

  /** The interval at the top of a bar is the whole bar's: it means nothing where a part is left out. */
  function stacked(context, shown) {
    const base = {};
    const whole = context.figure.series.filter(isData).every(series => shown.includes(series));
    const last = shown.filter(isData).at(-1);
    return shown.map((series, number) => {
      if (!isData(series)) {
        return [line(context, series)];
      }
      const below = { ...base };
      onto(base, series);
      const own = whole && context.state.intervals && series.points.some(hasInterval)
        ? [intervals(context, series, aside(context.figure, number, 8), below)] : [];
      return [bars(context, series, below, series === last), ...own];
    });
  }

  function forest(context, shown) {
    return shown.map((series, number) => {
      const shift = aside(context.figure, number, 9);
      const own = context.state.intervals && series.points.some(hasInterval) ? [intervals(context, series, shift)] : [];
      return [estimates(context, series, shift), ...own];
    });
  }

  const KINDS = {
    LINES: (context, shown) => shown.map(series => [line(context, series), ...uncertainty(context, series)]),
    POINTS: (context, shown) => shown.map(series =>
      [isData(series) ? scatter(context, series) : line(context, series), ...uncertainty(context, series)]),
    STACKED_BARS: stacked,
    // What is not a part of a row is its whole, of which the interval is of interest.
    INTERVALS: (context, shown) => shown.map(series => [isData(series) ? spans(context, series) : intervals(context, series, 7)]),
    FOREST: forest,
  };

  /** All layers of a figure; those that hold its points are named after the number of their series. */
  function of(context) {
    const shown = context.figure.series.filter(series => !context.state.hidden.has(series.name));
    const layers = KINDS[context.figure.kind](context, shown).flatMap((own, at) => {
      const number = context.figure.series.indexOf(shown[at]);
      return own.map((layer, part) => ({ ...layer, id: part === 0 ? 'series-' + number : 'interval-' + number, name: shown[at].name }));
    });
    return [...layers, Places.of(context)];
  }

  return { of, hasInterval, isData, along };
})();
