// What was done and written to a person, in one line of time.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { timeOf } from '../../functions/pages/site/registrations/timeline.js';
import { wordsOf } from '../../functions/pages/site/words/registrations.js';

const NOW = Date.parse('2022-08-30T09:00:00Z');
const page = {
  words: wordsOf('fr'),
  hour: (at) => at.slice(11, 16),
  dayAndHour: (at) => at,
  door: (id) => id,
  atelierName: (id) => id,
  atelierNumber: (id) => id.replace('atelier-', 'N°'),
  atelierTitle: (id) => id,
};
const at = (hour) => `2022-08-30T${hour}:00.000Z`;
const registration = { registered_at: at('06:00'), opened_at: null, cancelled_at: null, waiting: [] };

function day({ registered = {}, scans = [], acts = [], mails = [] }) {
  return { registration: { ...registration, ...registered }, scans, acts, mails };
}

function mail(kind, hour, more = {}) {
  return {
    ...{ attendee_id: 'ada', name: 'Ada', reason: `${kind}-${hour}`, kind, state: 'sent', attempts: 1, error: null },
    ...{ at: at(hour), asked_at: at(hour), sent_at: at(hour), email: 'ada@example.org', ateliers: [], message: null },
    ...more,
  };
}

function scan(hour, more = {}) {
  return {
    ...{ scan_id: `scan-${hour}`, checkpoint: 'entrance', direction: 'in', at: at(hour), verdict: 'admitted' },
    ...{ offline: null, server_verdict: null, conflicts: [], override: false, by_hand: false, undone_at: null },
    ...{ settled: null, by: 'Lola', ...more },
  };
}

const act = (what, hour, details = {}) => ({ id: hour, what, at: at(hour), by: 'Mona', details });
const told = (given) => timeOf(day(given), page, NOW);
const said = (given) => told(given).map(({ what, notes }) => [what, ...notes].join(' | '));

test('all of it stands in one line, the newest first', () => {
  const given = {
    registered: { opened_at: at('06:30') },
    scans: [scan('08:00')],
    acts: [
      act('corrected', '07:00', {
        fields: ['ateliers'],
        ateliers: { before: ['atelier-2', 'atelier-7'], after: ['atelier-7', 'atelier-1'] },
      }),
    ],
    mails: [mail('confirmation', '06:01')],
  };

  assert.deepEqual(said(given), [
    'entrance, Entrée | par Lola',
    'Inscription corrigée | Ateliers | N°2 → N°1 | par Mona',
    'A ouvert le lien reçu par e-mail',
    'Confirmation, avec le badge | à ada@example.org',
    'Inscription par le site',
  ]);
  assert.deepEqual(
    told(given).map(({ sort }) => sort),
    ['doors', 'changes', 'mails', 'mails', 'changes'],
  );
});

test('who registered or cancelled somebody is told once', () => {
  const own = { registered: { cancelled_at: at('08:00') } };
  assert.deepEqual(said(own), ['Annulée par la personne', 'Inscription par le site']);

  const byStaff = { ...own, acts: [act('registered', '06:00'), act('cancelled', '08:00')] };
  assert.deepEqual(said(byStaff), ['Inscription annulée | par Mona', 'Inscription par l’équipe | par Mona']);
});

test('a badge that was mailed again is the mail, with who asked for it', () => {
  const given = { acts: [act('mailed_again', '07:00')], mails: [mail('again', '07:00')] };

  assert.deepEqual(said(given).slice(0, -1), ['Badge et lien, renvoyés | à ada@example.org | par Mona']);
});

test('a mail says why it did not go, and may be sent again only then', () => {
  const mails = [
    mail('change', '07:00', { state: 'failed', error: 'refused' }),
    mail('reminder', '07:10', { state: 'unsure', error: null }),
    mail('link', '08:59', { state: 'due', email: null }),
    mail('badge', '07:20', { email: null }),
  ];

  const lines = told({ mails });

  const of = (kind) => lines.find(({ what }) => what === page.words.mailKinds[kind]);
  assert.match(of('change').notes.join(), /refuse cette adresse/);
  assert.match(of('reminder').notes.join(), /interrompu/);
  assert.deepEqual(of('badge').notes, ['à une adresse d’avant']);
  assert.deepEqual(of('link').notes, []);
  assert.deepEqual(
    lines.filter(({ sendable }) => sendable).map(({ sendable }) => sendable.kind),
    ['reminder', 'change'],
  );
  assert.deepEqual(of('change').tags, [['Pas parti', 'bad']]);
});

test('what an organiser wrote stands on the line of its mail', () => {
  const message = { message_id: 'm', at: at('07:00'), by: 'Mona', subject: 'Salle B', text: 'Bonjour', asked: 1 };

  const [line] = told({ mails: [mail('message', '07:00', { message })] });

  assert.deepEqual(
    [line.what, line.text, line.notes.at(-1)],
    ['Message de l’équipe\u00a0: Salle B', 'Bonjour', 'par Mona'],
  );
});

test('a scan can be taken back on its line, until it was', () => {
  const lines = told({ scans: [scan('08:00'), scan('08:10', { undone_at: at('08:11'), conflicts: ['clock'] })] });

  assert.deepEqual(
    lines.map(({ undoable }) => undoable?.id),
    [undefined, 'scan-08:00', undefined],
  );
  assert.deepEqual(
    lines[0].tags.map(([, sort]) => sort),
    ['quiet', 'quiet'],
  );
});
