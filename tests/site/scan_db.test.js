import assert from 'node:assert/strict';
import { test } from 'node:test';

import { outboxFiles } from '../../functions/pages/site/lib/outbox_file.js';
import { EVENT } from './badges.js';
import {
  accepts,
  ada,
  answered,
  learn,
  phoneAt,
  problem,
  result,
  ROSTER,
  rosterBody,
  round,
  SCANS,
  unchanged,
} from './phones.js';

const dia = {
  event: EVENT,
  registration_id: 'registration-of-dia',
  at: '2022-08-30T09:00:00.000Z',
  checkpoint: 'entrance',
  group: 'entrance',
  body: { given_name: 'Dia', family_name: 'Exemple', consent: true },
};

test('somebody for whom both the form and the outbox were answered is one scan', async () => {
  const at = await phoneAt();
  const entry = { ...(await at.scanning.take({ badge: ada })) };
  delete entry.seq;
  const again = { ...entry, scan: { ...entry.scan, scan_id: dia.registration_id } };
  await at.scanDb.keepRegistration(dia);
  await at.scanDb.registered(dia.registration_id, again);
  await at.scanDb.keepRegistration(dia);

  await at.scanDb.registered(dia.registration_id, again);

  assert.equal((await at.scanDb.waiting()).filter(({ scan }) => scan.scan_id === dia.registration_id).length, 1);
  assert.deepEqual(await at.scanDb.registrations(), []);
});

test('scans of another event are not sent under this event’s link, and leave by a file of their own', async () => {
  const at = await phoneAt();
  await at.scanning.take({ badge: ada });
  await at.phone.takeLink('n'.repeat(43));
  await learn(at.phone, rosterBody({ event: 'forum-autre' }));
  at.server.routes = { [SCANS]: accepts, [ROSTER]: unchanged };

  await round(at);

  assert.deepEqual(
    at.asked.flatMap(({ body }) => body?.scans ?? []),
    [],
  );
  assert.deepEqual(
    (await outboxFiles(at.phone)).map(({ event, scans }) => [event, scans.length]),
    [[EVENT, 1]],
  );
});

test('when the pass ends, nobody’s name stays on the phone but of those who are not yet sent', async () => {
  const at = await phoneAt({ [SCANS]: accepts, [ROSTER]: unchanged });
  await at.scanning.take({ badge: ada });
  await round(at);
  at.server.routes = {};
  await at.scanning.take({ badge: ada });
  at.server.routes = { [SCANS]: () => problem(401, 'pass_revoked') };

  await round(at);

  const names = (await at.scanDb.recent(9)).map(({ name, result }) => [name, result?.attendee.name]);
  assert.deepEqual(names, [
    ['Ada E.', undefined],
    [null, null],
  ]);
});

test('a scanDb that the browser closed is opened again', async () => {
  const { scanning, scanDb } = await phoneAt();
  scanDb.database.db.close();

  const entry = await scanning.take({ badge: ada });

  assert.equal((await scanDb.waiting())[0].scan.scan_id, entry.scan.scan_id);
});
