// SPDX-License-Identifier: Apache-2.0
'use strict';

/** Shows one figure of a section, by what it shows and what it is about, instead of all of them below each other. */
class Chooser {
  static FIELDS = { quantity: 'Show', subject: 'Of' };

  constructor(section) {
    this.figures = [...section.querySelectorAll('figure')];
    this.fields = Object.keys(Chooser.FIELDS).filter(field => this.options(field).length > 1);
    this.chosen = { ...this.figures[0].dataset };
    if (this.fields.length > 0) {
      const place = element('div', { class: 'chooser' }, ...this.fields.map(field => this.radios(section.id, field)));
      section.querySelector('h2').after(place);
    }
    this.inputs = [...section.querySelectorAll('.chooser input')];
    this.show();
  }

  options(field) {
    return [...new Set(this.figures.map(figure => figure.dataset[field]))];
  }

  radios(section, field) {
    const set = element('fieldset', {}, element('legend', {}, Chooser.FIELDS[field]));
    this.options(field).forEach(option => {
      const input = element('input', { type: 'radio', name: section + '-' + field, value: option, 'data-field': field });
      input.addEventListener('change', () => this.change(field, option));
      set.append(element('label', {}, input, element('span', {}, option || 'all')));
    });
    return set;
  }

  /** What was chosen last stands; where nothing of it fits the rest, the first that has it is shown. */
  change(field, option) {
    const having = this.figures.filter(figure => figure.dataset[field] === option);
    const fitting = having.find(figure => this.fields.every(other => other === field || figure.dataset[other] === this.chosen[other]));
    this.choose(fitting ?? having[0]);
  }

  choose(figure) {
    if (this.figures.includes(figure)) {
      this.chosen = { ...figure.dataset };
      this.show();
    }
  }

  show() {
    this.figures.forEach(figure => (figure.hidden = this.fields.length > 0 && figure.dataset.figure !== this.chosen.figure));
    this.inputs.forEach(input => (input.checked = this.chosen[input.dataset.field] === input.value));
  }
}
