// SPDX-License-Identifier: Apache-2.0
'use strict';

/** An element with attributes and children; texts stay texts, whatever is in them. */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.append(...children);
  return made;
}

/** How things look: colours of the theme at hand, symbols, and numbers as text. */
const Look = (() => {
  // As paths in a square of 10 by 10, for the charts and their legends alike.
  const SYMBOLS = [
    'M5,0A5,5,0,1,1,5,10A5,5,0,1,1,5,0Z',
    'M0.5,0.5H9.5V9.5H0.5Z',
    'M5,0L10,9.5H0Z',
    'M5,-0.5L10.5,5L5,10.5L-0.5,5Z',
    'M0,0.5H10L5,10Z',
    'M3.5,0H6.5V3.5H10V6.5H6.5V10H3.5V6.5H0V3.5H3.5Z',
    'M0,2L2,0L5,3L8,0L10,2L7,5L10,8L8,10L5,7L2,10L0,8L3,5Z',
    'M5,0L6.5,3.5L10,3.8L7.3,6.2L8.2,10L5,7.9L1.8,10L2.7,6.2L0,3.8L3.5,3.5Z',
  ];

  // WCAG 2.2, 1.4.11 asks for 3 where something must be seen to understand a chart; thin lines need a little more.
  const LEAST_CONTRAST = 3.5;

  const channels = hex => [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16));

  // Relative luminance and contrast as WCAG 2.2 defines them.
  function luminance(rgb) {
    const [red, green, blue] = rgb
      .map(channel => channel / 255)
      .map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function contrast(one, other) {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  }

  /** A colour of the palette, moved away from the paper's until it can be told from it. */
  function readable(hex, paper) {
    const ground = channels(paper);
    const end = luminance(ground) < 0.2 ? 255 : 0;
    const colour = channels(hex);
    for (let share = 0; share < 1; share += 0.04) {
      const mixed = colour.map(channel => Math.round(channel + (end - channel) * share));
      if (contrast(mixed, ground) >= LEAST_CONTRAST) {
        return 'rgb(' + mixed.join(',') + ')';
      }
    }
    return hex;
  }

  /** The colours that the style sheet has for the theme at hand. */
  function theme() {
    const style = getComputedStyle(document.documentElement);
    const read = name => style.getPropertyValue('--' + name).trim();
    const names = ['paper', 'ink', 'faint', 'line', 'shade'];
    return { ...Object.fromEntries(names.map(name => [name, read(name)])), font: getComputedStyle(document.body).fontFamily };
  }

  const colour = (palette, series, look) => readable(palette[series.colour], look.paper);

  const symbol = series => SYMBOLS[series.colour % SYMBOLS.length];

  /** Four digits, without an exponent for what people meet. */
  function number(value) {
    const short = Number(value.toPrecision(4));
    const plain = short === 0 || (Math.abs(short) >= 1e-4 && Math.abs(short) < 1e9);
    return plain ? short.toLocaleString('en', { maximumFractionDigits: 8 }) : String(short);
  }

  return { theme, colour, symbol, number };
})();
