// SPDX-License-Identifier: Apache-2.0
'use strict';

/** What stands beside a chart and explains it: keys of its series, its bands and marks, and the tip at a point. */
const Legend = (() => {
  function svg(name, attributes, ...children) {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    made.append(...children);
    return made;
  }

  /** A series in small, as the chart draws it. */
  function swatch(figure, series) {
    const data = Layers.isData(series);
    const picture = svg('svg', { viewBox: '0 0 24 12', width: 24, height: 12, 'aria-hidden': 'true', class: 'swatch' });
    if (!data || figure.kind === 'LINES') {
      const dash = { IDEAL: '5 3' }[series.role] ?? '';
      picture.append(svg('line', { x1: 0, y1: 6, x2: 24, y2: 6, stroke: 'currentColor', 'stroke-width': series.role === 'FIT' ? 1.25 : 2, 'stroke-dasharray': dash }));
    }
    if (data && ['STACKED_BARS', 'INTERVALS'].includes(figure.kind)) {
      picture.append(svg('rect', { x: 6, y: 1, width: 12, height: 10, rx: 2, fill: 'currentColor' }));
    } else if (data) {
      picture.append(svg('path', { d: Look.symbol(series), transform: 'translate(7 1)', fill: 'currentColor' }));
    }
    return picture;
  }

  /** What a model was fitted to: the measured series of its colour. */
  const owner = (figure, series) => (series.role === 'FIT'
    ? figure.series.find(other => Layers.isData(other) && other.colour === series.colour) : undefined);

  /** One button for each series: pressed, it is shown. What a model says of a series goes with it. */
  function keys(figure, toggle) {
    return figure.series.filter(series => !owner(figure, series)).map(series => {
      const key = element('button', { type: 'button', 'aria-pressed': 'true', 'data-series': series.name },
        swatch(figure, series), series.name);
      key.addEventListener('click', () => key.setAttribute('aria-pressed', String(toggle(series))));
      return key;
    });
  }

  function bands(figure) {
    return figure.bands.map(band => element('span', { class: 'band' }, element('i', { class: 'shade', 'aria-hidden': 'true' }), band.label));
  }

  function marks(figure) {
    const items = figure.marks.map((mark, number) =>
      element('li', {}, element('b', {}, Words.letter(number)), ' ' + Words.mark(figure, mark)));
    return items.length > 0 ? element('ul', { class: 'marks' }, ...items) : '';
  }

  /** All that stands in the column of a bar. */
  function column(figure, hidden, { series, at }) {
    const x = series.points[at][0];
    return figure.series.filter(Layers.isData)
      .map(other => ({ series: other, at: other.points.findIndex(point => point[0] === x) }))
      .filter(hit => hit.at >= 0 && !hidden.has(hit.series.name));
  }

  function line(figure, hit, colour) {
    const words = Words.of(figure, hit.series.points[hit.at]);
    const picture = swatch(figure, hit.series);
    picture.style.color = colour(hit.series);
    return element('p', {}, picture, element('span', { class: 'name' }, hit.series.name), ' ', element('strong', {}, words.value),
      element('span', { class: 'more' }, words.more ? ' ' + words.more : ''));
  }

  function together(figure, shown) {
    const sum = Words.sum(figure, shown.map(hit => hit.series.points[hit.at]));
    return element('p', {}, element('span', { class: 'name' }, 'together'), ' ', element('strong', {}, sum));
  }

  /** Made of nodes, not of text: nothing in a name can become mark-up. */
  function tip({ figure, state, colour }, hits) {
    const found = hits.filter(hit => /^series-/.test(hit.seriesId))
      .map(hit => ({ series: figure.series[hit.seriesId.slice('series-'.length)], at: hit.dataIndex }));
    if (found.length === 0) {
      return '';
    }
    const stacked = figure.kind === 'STACKED_BARS' && Layers.isData(found[0].series);
    const shown = stacked ? column(figure, state.hidden, found[0]) : found;
    const { place } = Words.of(figure, found[0].series.points[found[0].at]);
    const where = figure.kind === 'LINES' || figure.kind === 'POINTS' ? figure.x.label + ': ' + place : place;
    return element('div', { class: 'tip' }, element('p', { class: 'where' }, where), ...shown.map(hit => line(figure, hit, colour)),
      ...(stacked && shown.length > 1 ? [together(figure, shown)] : []));
  }

  return { keys, owner, bands, marks, tip };
})();
