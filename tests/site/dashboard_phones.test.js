import assert from 'node:assert/strict';
import { test } from 'node:test';

import { phones } from '../../functions/pages/site/dashboard/phones.js';
import { EVERYWHERE, PROGRAMME, advised, at, codes, device, iso, pass, said } from './dashboards.js';

test('a phone that is silent while its door is open is told at once if it is alone there', () => {
  const passes = [pass(['entrance'], [device('10:48', { outbox: 1 })]), pass(EVERYWHERE.slice(1), [device('11:00')])];
  const [one] = advised('11:00', { passes });

  assert.equal(one.severity, 'bad');
  assert.equal(said(one), 'Téléphone « Porte B » muet depuis 12 min (entrance). 1 scan n’y est pas envoyé.');
  assert.equal(said(one, 'en'), 'Phone “Porte B” silent for 12 min (entrance). 1 scan is not sent.');
});

test('three phones that fall silent are one advice: it may be the network', () => {
  const passes = ['A', 'B', ''].map((label, at) =>
    pass(EVERYWHERE, [device(`10:4${at}`, { device: label, outbox: at })], { label }),
  );
  const found = advised('11:00', { passes });

  assert.deepEqual(codes(found), ['silents']);
  assert.equal(found[0].severity, 'bad');
  assert.match(
    said(found[0]),
    /^3 téléphones muets depuis 18 min et plus, le réseau peut-être : sans nom, B, A\. 3 scans/,
  );
  assert.match(said(found[0], 'en'), /^3 phones silent for 18 min and more, perhaps the network: sans|without/);
});

test('when the last has left after the end, no door needs a phone', () => {
  assert.deepEqual(codes(advised('17:30', { passes: [], more: { inside: 2 } })), ['unattended', 'still_inside']);
  assert.deepEqual(advised('17:30', { passes: [] }), []);
});

test('a phone that went home with unsent scans is asked for, however long ago that was', () => {
  const passes = [pass(EVERYWHERE, [device('16:00')]), pass(['atelier-1'], [device('11:30', { outbox: 17 })])];
  const [one, ...others] = advised('16:00', { passes });

  assert.deepEqual([one.severity, others], ['bad', []]);
  assert.equal(
    said(one),
    'Téléphone « Porte B » muet depuis 4 h 30 min (Atelier n° 1). 17 scans n’y sont pas envoyés.',
  );
});

test('a silent phone with another at its door is less urgent', () => {
  const passes = [pass(['entrance'], [device('10:48')]), pass(EVERYWHERE, [device('11:00')])];

  assert.deepEqual(
    advised('11:00', { passes }).map(({ what, severity }) => [what, severity]),
    [['silent', 'warm']],
  );
});

test('nobody asks after a phone whose door is closed, whose link is over, or that went home', () => {
  const watched = pass(EVERYWHERE, [device('13:00')]);
  const silent = device('12:00');
  for (const other of [
    pass(['atelier-1'], [silent]),
    pass(['entrance'], [silent], { revoked_at: iso('12:30') }),
    pass(['entrance'], [silent], { expires_at: iso('12:30') }),
    pass(['entrance'], [device('09:59')]),
  ]) {
    assert.deepEqual(advised('13:00', { passes: [watched, other] }), []);
  }
});

test('a door that opens soon or is open without any phone is named', () => {
  const passes = [pass(['entrance'], [device('11:50')])];
  const soon = advised('11:50', {
    passes: [
      pass(
        EVERYWHERE.filter((id) => id !== 'lunch'),
        [device('11:50')],
      ),
    ],
  });

  assert.deepEqual(
    soon.map(({ what, severity }) => [what, severity]),
    [['unattended', 'warm']],
  );
  const [one] = advised('11:50', { passes });
  assert.equal(one.severity, 'bad');
  assert.equal(said(one), 'Aucun téléphone n’a donné signe : lunch, Atelier n° 1, Atelier n° 2, Atelier n° 3.');
});

test('unsent scans, a wrong clock and an empty battery are told of a phone that calls', () => {
  const phone = device('11:00', { outbox: 12, clock_skew_seconds: -125.4, battery: 14 });
  const found = advised('11:00', { passes: [pass(EVERYWHERE, [phone])] });

  assert.deepEqual(
    found.map((one) => said(one)),
    [
      'Téléphone « Porte B » : 12 scans attendent le réseau.',
      'Téléphone « Porte B » : 14 % de batterie. Portez-lui un chargeur.',
      'Téléphone « Porte B » : son heure est fausse de 2 min. Les scans sont corrigés ; mettez-le à l’heure.',
    ],
  );
});

test('what is within bounds of a phone is not told', () => {
  const phone = device('11:00', { outbox: 9, clock_skew_seconds: 60, battery: 15 });

  assert.deepEqual(advised('11:00', { passes: [pass(EVERYWHERE, [phone])] }), []);
  assert.deepEqual(advised('11:00', { passes: [pass(EVERYWHERE, [device('11:00', { battery: null })])] }), []);
});

test('a phone without a name is told of all the same', () => {
  const phone = device('11:00', { battery: 3 });
  const [one] = advised('11:00', { passes: [pass(EVERYWHERE, [phone], { label: '' })] });

  assert.equal(one.severity, 'bad');
  assert.match(said(one), /« sans nom » : 3 %/);
});

test('phones that need somebody come first, and say which of their doors are open', () => {
  const passes = [
    pass(['entrance', 'lunch'], [device('10:59', { device: 'a' }), device('10:50', { device: 'b', outbox: 4 })]),
    pass(['entrance'], [device('11:00', { device: 'c' })]),
    pass(['entrance'], [device('11:00', { device: 'd' })], { revoked_at: iso('10:00') }),
  ];
  const found = phones(passes, PROGRAMME, at('11:00'));

  assert.deepEqual(
    found.map((phone) => phone.device),
    ['b', 'c', 'a'],
  );
  assert.deepEqual(found[0].open, ['entrance']);
  assert.equal(found[0].silence, 10 * 60_000);
});

test('a phone whose clock is ahead is not silent for less than no time', () => {
  assert.equal(phones([pass(['entrance'], [device('11:05')])], PROGRAMME, at('11:00'))[0].silence, 0);
});

test('a phone whose link has ended with scans on it is told at once, with what helps', () => {
  const watched = pass(EVERYWHERE, [device('11:00')]);
  const left = [device('10:59', { device: 'x', outbox: 3 }), device('10:58', { device: 'y' })];
  const ended = { revoked_at: iso('10:59') };
  const expired = { expires_at: iso('10:59'), label: '' };
  const [one, ...others] = advised('11:00', { passes: [watched, pass(['entrance'], left, ended)] });

  assert.deepEqual([one.what, one.severity, one.place, others], ['cut_off', 'bad', 'volunteers', []]);
  assert.equal(
    said(one),
    'Téléphone « Porte B » : 3 scans ne sont pas envoyés, et son lien est révoqué. Donnez-lui un nouveau lien.',
  );
  const [late] = advised('11:00', { passes: [watched, pass(['entrance'], [device('07:00', { outbox: 1 })], expired)] });
  assert.equal(
    said(late, 'en'),
    'Phone “without a name”: 1 scan is not sent, and its link has expired. Give it a new link.',
  );
});

test('a phone whose link has ended stands at no door', () => {
  const ended = pass(EVERYWHERE, [device('10:59', { outbox: 1 })], { revoked_at: iso('10:59') });
  const silent = pass(['entrance'], [device('10:40')]);

  assert.deepEqual(phones([ended], PROGRAMME, at('11:00'))[0].open, []);
  assert.deepEqual(codes(advised('11:00', { passes: [ended] })), ['unattended', 'cut_off']);
  const found = advised('11:00', { passes: [ended, silent, pass(EVERYWHERE.slice(1), [device('11:00')])] });
  assert.equal(found.find(({ what }) => what === 'silent').severity, 'bad');
});

test('a phone that was given a new link is told of by that one only', () => {
  const old = pass(['entrance'], [device('10:30', { device: 'x', outbox: 5 })], { revoked_at: iso('10:31') });
  const other = pass(['lunch'], [device('10:20', { device: 'x' })], { label: 'Avant' });
  const anew = pass(EVERYWHERE, [device('11:00', { device: 'x' })], { label: 'Neuf' });

  for (const passes of [
    [old, other, anew],
    [anew, other, old],
  ]) {
    assert.deepEqual(
      phones(passes, PROGRAMME, at('11:00')).map(({ label }) => label),
      ['Neuf'],
    );
    assert.deepEqual(advised('11:00', { passes }), []);
  }
});

test('an organiser’s phone reads everywhere, though the link names no door', () => {
  const organiser = { role: 'organiser', label: 'Lola' };
  const [phone] = phones([pass([], [device('11:00')], organiser)], PROGRAMME, at('11:00'));

  assert.equal(phone.isEverywhere, true);
  assert.deepEqual(phone.open, ['entrance', 'atelier-1', 'atelier-2', 'atelier-3']);
  assert.deepEqual(advised('11:00', { passes: [pass([], [device('11:00')], organiser)] }), []);
  const [one, ...others] = advised('11:00', { passes: [pass([], [device('10:40')], organiser)] });
  assert.deepEqual([others, said(one)], [[], 'Téléphone « Lola » muet depuis 20 min (partout).']);
  assert.equal(said(one, 'en'), 'Phone “Lola” silent for 20 min (everywhere).');
});

test('a door that the programme no longer has is no place of a phone', () => {
  const passes = [pass(['garden'], [device('10:30', { outbox: 2 })]), pass(EVERYWHERE, [device('11:00')])];
  const [one] = advised('11:00', { passes });

  assert.equal(said(one), 'Téléphone « Porte B » muet depuis 30 min. 2 scans n’y sont pas envoyés.');
});
