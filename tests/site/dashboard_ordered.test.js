import assert from 'node:assert/strict';
import { test } from 'node:test';

import { detailsOf } from '../../functions/pages/site/dashboard/journal.js';
import {
  changedDiets,
  secondBatch,
  standing,
  ways,
  withUnheard,
} from '../../functions/pages/site/organiser/ordered.js';
import { wordsOf } from '../../functions/pages/site/words/dashboard.js';
import { advised, at, iso, page, said } from './dashboards.js';

const order = (meals, now, more = {}) => ({
  ...{ state: 'sent', at: iso('08:00'), meals, meals_now: now, service_level: 0.95 },
  ...more,
});
const lunch = (more) => ({
  ...{ plates: { none: 17, vegan: 3 }, booked_came: 9, served: 0 },
  ...{ diets: { none: { booked: 20 }, vegan: { booked: 3 }, other: { booked: 0 } } },
  ...more,
});

test('the order that stands is the newest that may have arrived', () => {
  const [sent, failed] = [order({ none: 3 }, {}), order({ none: 4 }, {}, { state: 'failed' })];

  assert.equal(standing([failed, sent]), sent);
  assert.equal(standing([failed]), null);
  assert.equal(standing([]), null);
});

test('what has changed since an order is told by diet', () => {
  assert.deepEqual(changedDiets(order({ none: 20, vegan: 3 }, { none: 20, vegan: 3 })), []);
  assert.deepEqual(changedDiets(order({ none: 20, vegan: 3 }, { none: 22, other: 1 })), [
    ['none', 20, 22],
    ['vegan', 3, 0],
    ['other', 0, 1],
  ]);
});

test('while meals are served nobody is told that fewer would have done', () => {
  assert.deepEqual(changedDiets(order({ none: 20, vegan: 3 }, { none: 18, vegan: 4 }), [], true), [['vegan', 3, 4]]);
});

test('what is booked leads while the doors are silent, then the forecast, or whatever was chosen last', () => {
  const leads = (more, last = null) => ways(lunch(more), last).map(({ isBooked }) => isBooked);

  assert.deepEqual(leads({}), [false, true]);
  assert.deepEqual(leads({ booked_came: 0 }), [true, false]);
  assert.deepEqual(leads({}, order({}, {}, { service_level: null })), [true, false]);
  assert.deepEqual(leads({ booked_came: 0 }, order({}, {})), [false, true]);
  assert.deepEqual(ways(lunch({ booked_came: 0 }), null)[0].plates, { none: 20, vegan: 3 });
});

test('an order whose sending was not answered is told as perhaps gone at once, and only that one', () => {
  const all = [order({ none: 3 }, {}, { order_id: 'b', state: 'sending' }), order({ none: 4 }, {}, { order_id: 'a' })];
  const states = (unheard) => withUnheard(all, unheard).map(({ state }) => state);

  assert.deepEqual(states('b'), ['unsure', 'sent']);
  assert.deepEqual(states('a'), ['sending', 'sent']);
  assert.deepEqual(states(''), ['sending', 'sent']);
});

test('an order that did not go, or nobody knows of, is advised about, and told in the journal', () => {
  const parked = (state) =>
    said(advised('10:00', { atOnce: [{ act: 'meals_ordered', name: 'a@example.org', state }] })[0]);
  const act = { what: 'meals_ordered', details: { meals: 33, to: 'a@example.org', mail: 'unsure' } };

  assert.equal(parked('failed'), 'La commande au traiteur n’est pas partie à a@example.org.');
  assert.match(parked('unsure'), /peut-être partie à a@example\.org : demandez-lui/);
  assert.deepEqual(advised('10:00', { atOnce: [{ act: 'invited', name: '', state: 'sending' }] }), []);
  assert.match(detailsOf(act, page('fr')), /à a@example\.org · E-mail.: Peut-être parti/u);
});

test('an order that is short is advised about until lunch ends, one that is too large is not', () => {
  const counted = { lunch: { booked: 0, to_order: 0, booked_came: 0, served: 0 } };
  const of = (now, hour = '10:00') => advised(hour, { catering: { ...counted, orders: [order({ none: 33 }, now)] } });

  assert.equal(
    said(of({ none: 36 })[0]),
    'La commande envoyée au traiteur disait 33 repas ; il en faut maintenant 36.',
  );
  assert.match(said(of({ none: 30, vegan: 3 })[0]), /les régimes ont changé/);
  assert.deepEqual(of({ none: 33 }), []);
  assert.deepEqual(of({ none: 30 }), []);
  assert.deepEqual(of({ none: 36 }, '14:30'), []);
});

test('a second batch ends the advice by its meals, and where it was refused until more are missing', () => {
  const counted = { lunch: { booked: 0, to_order: 0, booked_came: 0, served: 0 } };
  const of = (now, batches) =>
    advised('10:00', { catering: { ...counted, orders: [order({ none: 33 }, now)], batches } }).map(said);
  const batch = (hour, meals, short) => ({ batch_id: hour, at: iso(hour), meals, short });

  assert.deepEqual(of({ none: 36 }, [batch('09:00', { none: 3 }, 3)]), []);
  assert.equal(of({ none: 36 }, [batch('07:00', { none: 3 }, 3)]).length, 1);
  assert.deepEqual(of({ none: 36 }, [batch('09:00', {}, 3)]), []);
  assert.deepEqual(of({ none: 37 }, [batch('09:00', {}, 3)]), [
    'La commande envoyée au traiteur disait 33 repas ; il en faut maintenant 37.',
  ]);
});

test('the journal tells of a second batch, and that none was wanted', () => {
  const told = (more) => detailsOf({ what: 'batch_decided', details: { more } }, page('fr'));

  assert.deepEqual([told(14), told(0)], ['14 repas de plus', 'aucun repas de plus']);
});

test('the journal tells how many meals were ordered of whom', () => {
  const act = { what: 'meals_ordered', details: { meals: 33, to: 'traiteur@example.org' } };

  assert.equal(detailsOf(act, page('fr')), '33 repas, à traiteur@example.org');
});

test('a second batch is told with its plates, or that none is needed, and not before there is an order', () => {
  const words = { ...wordsOf('en'), diets: { vegan: 'Vegan', none: 'No diet' } };
  const told = (second_batch) => secondBatch({ second_batch }, words);

  assert.equal(
    told({ none: 12, vegan: 2 }),
    'Second batch: yes, 14 meals (12\u00a0×\u00a0No diet, 2\u00a0×\u00a0Vegan)',
  );
  assert.equal(told({}), 'Second batch: no, the order is enough');
  assert.equal(told(null), '');
});
