// SPDX-License-Identifier: Apache-2.0
'use strict';

/** What is said of a figure's points, on the screen and aloud. */
const Words = (() => {
  const X = 0, Y = 1, LOW = 2, HIGH = 3, N = 4, LABEL = 5;

  const unit = axis => (axis.unit ? ' ' + axis.unit : '');

  const axis = spec => (spec.unit ? spec.label + ' [' + spec.unit + ']' : spec.label);

  /** Marks are lettered in the chart, and explained below it. */
  const letter = number => String.fromCharCode('A'.charCodeAt(0) + (number % 26));

  function place(figure, which, point) {
    const value = point[which === 'x' ? X : Y];
    return Option.isNamed(figure, which) ? figure.categories[value] ?? String(value) : Look.number(value) + unit(figure[which]);
  }

  const range = (low, high, spec) => Look.number(low) + ' to ' + Look.number(high) + unit(spec);

  function value(figure, point) {
    const along = Layers.along(figure);
    const ends = range(point[LOW], point[HIGH], figure[along]);
    if (figure.kind === 'INTERVALS') {
      return Look.number(point[HIGH] - point[LOW]) + unit(figure[along]) + ', from ' + ends;
    }
    // Of bars that stand on one another, the interval is the whole bar's: see Legend.
    const own = Layers.hasInterval(point) && figure.kind !== 'STACKED_BARS';
    return place(figure, along, point) + (own ? ' (' + ends + ')' : '');
  }

  /** Where a point is, what was measured there, and what else is known. */
  function of(figure, point) {
    return {
      place: place(figure, Layers.along(figure) === 'y' ? 'x' : 'y', point),
      value: value(figure, point),
      more: [point[LABEL], point[N] > 0 ? 'n ' + point[N] : ''].filter(Boolean).join(', '),
    };
  }

  /** A bar's parts together, and the interval at its top. */
  function sum(figure, points) {
    const top = points.reduce((all, point) => all + point[Y], 0);
    const last = points[points.length - 1];
    const ends = [LOW, HIGH].map(end => top - last[Y] + last[end]);
    return Look.number(top) + unit(figure.y) + (Layers.hasInterval(last) ? ' (' + range(ends[0], ends[1], figure.y) + ')' : '');
  }

  // They are worked out, not measured: three digits are more than is known.
  const rough = value => Look.number(Number(value.toPrecision(2)));

  const mark = (figure, one) => one.label + (one.low < one.high ? ' (' + rough(one.low) + ' to ' + rough(one.high) + unit(figure.x) + ')' : '');

  return { axis, letter, of, sum, mark };
})();
