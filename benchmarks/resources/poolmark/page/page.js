// SPDX-License-Identifier: Apache-2.0
'use strict';

/** Draws the charts of the page, and minds its theme, its links and the printer. */
(() => {
  const { palette, figures } = JSON.parse(document.getElementById('data').textContent);
  const spoken = document.getElementById('spoken');
  const charts = new Map();

  const figureOf = id => document.querySelector('figure[data-figure="' + id + '"]');

  function makeCharts() {
    figures.forEach(figure => {
      const place = figureOf(figure.id).querySelector('.drawing');
      charts.set(figure.id, new Chart(figure, palette, place, text => (spoken.textContent = text)));
    });
  }

  /** A chart is drawn when it comes near, so that a page of fifty opens at once. */
  function drawWhenSeen() {
    const seen = new IntersectionObserver(entries => entries.filter(entry => entry.isIntersecting).forEach(entry => {
      seen.unobserve(entry.target);
      charts.get(entry.target.dataset.figure).draw();
    }), { rootMargin: '400px' });
    figures.forEach(figure => seen.observe(figureOf(figure.id)));
  }

  const redraw = () => charts.forEach(chart => chart.library && chart.draw());

  function followWidth() {
    let width = window.innerWidth;
    window.addEventListener('resize', () => {
      if (width !== window.innerWidth) {
        width = window.innerWidth;
        redraw();
      }
    });
  }

  /* ---- theme ---- */

  const system = matchMedia('(prefers-color-scheme: dark)');
  const button = document.getElementById('theme');

  // A browser may forbid a page of a file to keep anything.
  function kept(value) {
    try {
      return value === undefined ? localStorage.getItem('poolmark-theme') : localStorage.setItem('poolmark-theme', value);
    } catch (forbidden) {
      return null;
    }
  }

  function wear(theme) {
    document.documentElement.dataset.theme = theme;
    button.setAttribute('aria-pressed', String(theme === 'dark'));
    redraw();
  }

  function themes() {
    button.hidden = false;
    const wanted = () => kept() ?? (system.matches ? 'dark' : 'light');
    wear(wanted());
    system.addEventListener('change', () => wear(wanted()));
    button.addEventListener('click', () => {
      const theme = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
      kept(theme);
      wear(theme);
    });
    window.addEventListener('beforeprint', () => {
      document.documentElement.dataset.theme = 'light';
      document.querySelectorAll('figure[hidden]').forEach(figure => (figure.hidden = false));
      charts.forEach(chart => chart.draw());
    });
    window.addEventListener('afterprint', () => {
      wear(wanted());
      choosers.forEach(chooser => chooser.show());
    });
  }

  /** A link to a figure chooses it. */
  function followLink() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    choosers.forEach(chooser => chooser.choose(target));
    target?.scrollIntoView();
  }

  document.documentElement.classList.add('scripted');
  makeCharts();
  const choosers = [...document.querySelectorAll('section[data-choose]')].map(section => new Chooser(section));
  window.addEventListener('hashchange', followLink);
  themes();
  drawWhenSeen();
  followWidth();
  if (location.hash) {
    followLink();
  }
})();
