// SPDX-License-Identifier: Apache-2.0
'use strict';

/** Places on the x axis that are pointed out: bands, marks with their intervals, and the 1 of ratios. */
const Places = (() => {
  /** They hang on a series that has nothing else. */
  function of(context) {
    const { figure, look, state } = context;
    const shown = figure.marks.filter(mark => !mark.series || !state.hidden.has(mark.series));
    const owner = mark => figure.series.find(series => series.name === mark.series);
    const tint = mark => (owner(mark) ? context.colour(owner(mark)) : look.ink);
    const area = (from, to, style) => [{ xAxis: from, itemStyle: style }, { xAxis: to }];
    const end = band => (Number.isFinite(+band.to) ? +band.to : context.limits('x')[1]);
    const lines = shown.map(mark => ({
      xAxis: mark.x,
      lineStyle: { color: tint(mark), type: [4, 3], width: 1.5 },
      label: { formatter: Words.letter(figure.marks.indexOf(mark)), color: tint(mark), fontWeight: 700, distance: 3 },
    }));
    if (figure.kind === 'FOREST' && !figure.x.unit) {
      lines.push({ xAxis: 1, lineStyle: { color: look.ink, type: 'solid', width: 1 }, label: { show: false } });
    }
    return {
      type: 'line',
      id: 'annotations',
      data: [],
      silent: true,
      markLine: { silent: true, symbol: 'none', animation: false, data: lines },
      markArea: {
        silent: true,
        data: [
          ...figure.bands.map(band => area(band.from, end(band), { color: look.shade })),
          ...shown.filter(mark => mark.low < mark.high)
            .map(mark => area(mark.low, mark.high, { color: tint(mark), opacity: 0.14 })),
        ],
      },
    };
  }

  return { of };
})();
