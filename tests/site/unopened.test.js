import assert from 'node:assert/strict';
import { test } from 'node:test';

import { lookThrough } from '../../functions/pages/site/registrations/unopened.js';

const who = (id, hour) => ({ id, name: id, registered_at: `2022-06-01T${hour}:00.000Z` });
const page = (attendees, next = null) => ({ kind: 'answer', status: 200, body: { attendees, next } });

/** Asks a server that answers one page after the other. */
function asking(...pages) {
  const asked = [];
  const ask = async (path) => {
    asked.push(path);
    return pages.shift();
  };
  return { ask, asked };
}

test('everybody is looked through, and the last to register come first', async () => {
  const { ask, asked } = asking(page([who('ada', '08:00')], 'b/+'), page([], 'c'), page([who('bea', '10:00')]));

  const { found, failed } = await lookThrough(ask, 'mail:unopened');

  assert.equal(failed, null);
  assert.deepEqual(
    found.map(({ id }) => id),
    ['bea', 'ada'],
  );
  assert.deepEqual(asked, [
    '/api/attendees?filter=mail:unopened',
    '/api/attendees?filter=mail:unopened&after=b%2F%2B',
    '/api/attendees?filter=mail:unopened&after=c',
  ]);
});

test('who registers many in a row is found on top, and somebody met twice is one', async () => {
  const { ask } = asking(
    page([who('ada', '08:00'), who('bea', '10:00')], 'more'),
    page([who('bea', '10:00'), who('cid', '09:00')]),
  );

  const { found } = await lookThrough(ask, 'mail:unopened');

  assert.deepEqual(
    found.map(({ id }) => id),
    ['bea', 'cid', 'ada'],
  );
});

test('a page that does not come leaves no half of a list', async () => {
  const { ask } = asking(page([who('ada', '08:00')], 'more'), { kind: 'unreachable' });

  assert.deepEqual(await lookThrough(ask, 'mail:unopened'), { found: [], failed: { kind: 'unreachable' } });
});

test('who lacks an answer is found in the same way', async () => {
  const { ask, asked } = asking(page([who('ada', '08:00')]));

  assert.equal((await lookThrough(ask, 'answers:missing')).found.length, 1);
  assert.deepEqual(asked, ['/api/attendees?filter=answers:missing']);
});
