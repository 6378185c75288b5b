/** An attendee's phone without a browser: a real wallet, a server that a test makes up, and a clock. */

import 'fake-indexeddb/auto';

import { IDBFactory } from 'fake-indexeddb';

import { Badges } from '../../functions/pages/site/badge/badges.js';
import { openWallet } from '../../functions/pages/site/badge/wallet.js';
import { Api } from '../../functions/pages/site/lib/api.js';
import { json } from './phones.js';

export const PASS = 'a'.repeat(43);
export const OTHER_PASS = 'b'.repeat(43);
export const NOON = Date.parse('2022-08-30T10:00:00.000Z');

const atelier = (number, slot, more = {}) => ({
  ...{ id: `atelier-${number}`, number, slot, title: `Titre ${number}`, summary: '', room: `Salle ${number}` },
  ...{ capacity: 3, seats_left: 3, waiting: 0 },
  ...more,
});

export const PROGRAMME = {
  event: { id: 'forum-essai', name: 'Forum', timezone: 'Europe/Paris', contact: 'essai@example.org' },
  sessions: [],
  slots: [
    { id: 'strategic', title: 'Stratégiques', starts_at: '2022-08-30T09:05:00Z', ends_at: '2022-08-30T10:15:00Z' },
    { id: 'prospective', title: 'Prospectifs', starts_at: '2022-08-30T13:20:00Z', ends_at: '2022-08-30T14:30:00Z' },
  ],
  ateliers: [atelier(1, 'strategic'), atelier(2, 'strategic'), atelier(6, 'prospective'), atelier(7, 'prospective')],
  diets: ['none', 'vegetarian'],
};

export function registration(more = {}) {
  return {
    ...{ attendee_id: 'ADA', badge: 'BADGE 1', code: 'ADA', issue: 1, given_name: 'Ada', family_name: 'Exemple' },
    ...{ email: 'ada@example.org', organisation: '', kind: 'participant', stand: '', ateliers: ['atelier-1'] },
    ...{ waiting: [], lunch: true, diet: 'vegetarian', village: false, drink: false, language: 'fr' },
    ...more,
  };
}

export const svg = (text = 'drawn') =>
  new Response(`<svg>${text}</svg>`, { headers: { 'content-type': 'image/svg+xml; charset=utf-8' } });

/** Answers with a registration that a test may change, as the server does: each PATCH changes it. */
export class Server {
  registration = registration();
  asked = [];
  /** What a route answers instead; a route that is `lost` is carried out and its answer never arrives. */
  instead = {};
  lost = new Set();

  fetch = async (path, { method = 'GET', body, headers = {} } = {}) => {
    const route = `${method} ${path.split('?')[0]}`;
    const sent = body ? JSON.parse(body) : null;
    this.asked.push({ route, body: sent, pass: new Headers(headers).get('authorization')?.replace('Bearer ', '') });
    const answer = await (this.instead[route] ?? this.#own(route))(sent, path);
    if (this.lost.has(route)) throw new TypeError('Failed to fetch');
    return answer;
  };

  #own(route) {
    return (
      {
        'GET /api/programme': () => json(PROGRAMME, 200, { etag: '"one"' }),
        'GET /api/registration': () => json(this.registration),
        'GET /api/badge.svg': () => svg(this.registration.badge),
        'PATCH /api/registration': ({ waiting, email, ...body }) => {
          if (email) body.pending_email = email === this.registration.email ? null : email;
          const places = waiting && { waiting: waiting.map((id) => ({ atelier: id, place: 1, offered_until: null })) };
          this.registration = { ...this.registration, ...body, ...places };
          return json({ ...this.registration, pass: null });
        },
        'DELETE /api/registration': () => json({ attendee_id: 'ADA', cancelled_at: '2022-08-30T10:00:00Z' }),
        'POST /api/registration/erasure': () => json({ attendee_id: 'ADA', erased_at: '2022-08-30T10:00:00Z' }),
        'POST /api/registration/badge': ({ issue: lost }) => {
          const issue = lost + 1;
          this.registration = { ...this.registration, issue, badge: `BADGE ${issue}` };
          return json(this.registration);
        },
      }[route] ??
      (() => {
        throw new TypeError('Failed to fetch');
      })
    );
  }

  /** What was asked for, in order, without the questions that change nothing. */
  get writes() {
    return this.asked.filter(({ route }) => !route.startsWith('GET')).map(({ route, body }) => [route, body]);
  }

  /** Nobody answers any more. */
  leave() {
    this.fetch = async () => {
      throw new TypeError('Failed to fetch');
    };
  }
}

/** A phone with a wallet; with `opened`, its link has been opened and answered. */
export async function phoneOf(server, { opened = true, wallet } = {}) {
  const kept = wallet ?? (await openWallet(new IDBFactory()));
  const time = { now: NOON };
  const news = [];
  const api = new Api(
    (...asked) => server.fetch(...asked),
    () => time.now,
  );
  const badges = new Badges(kept, api, { now: () => time.now, tell: () => news.push('changed') });
  await badges.load();
  if (opened) {
    await badges.open(PASS);
    await badges.refresh();
  }
  return { badges, wallet: kept, time, news };
}

/** Lose what is asked, or its answer, once. */
export function loseOnce(server, route) {
  server.instead[route] = () => {
    delete server.instead[route];
    throw new TypeError('Failed to fetch');
  };
}
