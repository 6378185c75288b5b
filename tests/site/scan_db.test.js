import assert from 'node:assert/strict';
import { test } from 'node:test';

import { forceCloseDatabase, IDBFactory } from 'fake-indexeddb';

import { outboxFiles } from '../../functions/pages/site/lib/outbox_file.js';
import { openScanDb } from '../../functions/pages/site/lib/scan_db.js';
import { EVENT } from './badges.js';
import {
  accepts,
  ada,
  answered,
  bao,
  learn,
  listed,
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

test('what the browser loses under the open page is written anew, scans, walk-ins, settings and roster', async () => {
  const factory = new IDBFactory();
  const at = await phoneAt({ [SCANS]: accepts, [ROSTER]: unchanged }, { scanDb: await openScanDb(factory) });
  const sent = await at.scanning.take({ badge: ada });
  await round(at);
  at.server.routes = {};
  const { scan } = await at.scanning.take({ badge: bao });
  await at.scanDb.keepRegistration(dia);
  const said = [];
  at.scanDb.database.restored = () => said.push('restored');

  forceCloseDatabase(at.scanDb.database.db);
  for (const { name } of await factory.databases()) {
    await new Promise((done) => (factory.deleteDatabase(name).onsuccess = done));
  }
  await at.scanning.takeBack(sent);
  await learn(at.phone, rosterBody({ attendees: [listed(bao)] }), false);

  assert.deepEqual(said, ['restored']);
  const again = await phoneAt({}, { scanDb: await openScanDb(factory) });
  assert.deepEqual(
    (await again.scanDb.waiting()).map((entry) => entry.scan.scan_id),
    [scan.scan_id],
  );
  assert.equal((await again.scanDb.inState('undo'))[0].scan.scan_id, sent.scan.scan_id);
  assert.deepEqual(await again.scanDb.registrations(), [dia]);
  assert.equal(again.phone.pass, at.phone.pass);
  assert.equal(again.phone.people.size, 2);
});
