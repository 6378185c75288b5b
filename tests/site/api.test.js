import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Api } from '../../functions/pages/site/lib/api.js';
import { json, problem } from './phones.js';

/** A server that gives one answer, or fails as a network does; what it was asked and what it said are kept. */
function server(answer) {
  const asked = [];
  const heard = [];
  let now = 1_000;
  const fetch = async (path, sent) => {
    asked.push({ path, ...sent });
    now += 40;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const api = new Api(
    fetch,
    () => now,
    (milliseconds) => heard.push(milliseconds),
  );
  return { api, asked, heard };
}

const html = (status = 200) => new Response('<p>Wi-Fi</p>', { status, headers: { 'content-type': 'text/html' } });
const unreachable = { kind: 'unreachable' };

test('what is asked carries the pass and goes past every store of the browser', async (t) => {
  const patience = t.mock.method(AbortSignal, 'timeout');
  const { api, asked } = server(json({}));
  api.secret = 'secret';

  await api.ask('GET', '/api/roster', { headers: { 'if-none-match': '"one"' } });

  const [{ signal, ...sent }] = asked;
  assert.deepEqual(sent, {
    path: '/api/roster',
    method: 'GET',
    headers: { authorization: 'Bearer secret', 'if-none-match': '"one"' },
    cache: 'no-store',
    credentials: 'omit',
    redirect: 'error',
  });
  assert.equal(signal, patience.mock.calls[0].result);
  assert.deepEqual(patience.mock.calls[0].arguments, [20_000]);
});

test('a body goes as JSON, and bytes as they are', async () => {
  const { api, asked } = server(json({}));
  const bytes = new Blob(['liste']);

  await api.ask('POST', '/api/scans', { body: { scans: [] } });
  await api.ask('POST', '/api/lists', { body: bytes, secret: 'another' });

  assert.deepEqual([asked[0].body, asked[0].headers], ['{"scans":[]}', { 'content-type': 'application/json' }]);
  assert.equal(asked[1].body, bytes);
  assert.deepEqual(asked[1].headers, { authorization: 'Bearer another', 'content-type': 'application/octet-stream' });
});

for (const [name, response, outcome] of [
  [
    'an answer',
    json({ scans: 1 }, 201, { etag: '"one"' }),
    { kind: 'answer', status: 201, body: { scans: 1 }, etag: '"one"' },
  ],
  ['nothing new', new Response(null, { status: 304 }), { kind: 'answer', status: 304, body: null, etag: null }],
  [
    'JSON of another name',
    json({}, 200, { 'content-type': 'application/hal+json; charset=utf-8' }),
    { kind: 'answer', status: 200, body: {}, etag: null },
  ],
  [
    'a problem',
    problem(403, 'pass_revoked'),
    { kind: 'problem', status: 403, problem: { code: 'pass_revoked', status: 403, title: 'pass_revoked' } },
  ],
  [
    "the gateway's refusal",
    json({ message: 'Too Large' }, 413),
    { kind: 'problem', status: 413, problem: { code: 'http_413', detail: 'Too Large' } },
  ],
  [
    'a refusal that says nothing',
    json(null, 300),
    { kind: 'problem', status: 300, problem: { code: 'http_300', detail: undefined } },
  ],
  ['a sign-in page', html(), unreachable],
  ['a fault of a proxy', html(502), unreachable],
  ['half an answer', new Response('{"results": [', { headers: { 'content-type': 'application/json' } }), unreachable],
  ['text that looks like it', new Response('{}', { headers: { 'content-type': 'text/json' } }), unreachable],
  ['text of no kind', new Response(new Blob(['{}'])), unreachable],
  ['nobody', new TypeError('Failed to fetch'), unreachable],
  ['nobody in time', new DOMException('late', 'TimeoutError'), unreachable],
]) {
  test(`the server as a phone sees it: ${name}`, async () => {
    assert.deepEqual(await server(response).api.ask('GET', '/api/roster'), outcome);
  });
}

test('a fault of our own is not taken for silence', async () => {
  await assert.rejects(server(new RangeError('ours')).api.ask('GET', '/api/roster'), RangeError);
});

test('only the server tells its clock, not a sign-in page that speaks JSON', async () => {
  for (const [response, tells] of [
    [json({ received_at: '2022-08-30T09:12:00Z' }), true],
    [json({ server_time: '2022-08-30T09:12:00Z' }), true],
    [new Response(null, { status: 304 }), true],
    [json({ welcome: 'Wi-Fi' }), false],
    [json(null), false],
    [json({ received_at: '2022-08-30T09:12:00Z', code: 'later' }, 503), false],
  ]) {
    const { api, heard } = server(response);
    const { body } = await api.ask('GET', '/api/roster');

    assert.deepEqual(heard, tells ? [{ body, sentAt: 1_000, receivedAt: 1_040 }] : []);
  }
});

test('a file is asked for with more patience, and is what its kind says', async (t) => {
  const patience = t.mock.method(AbortSignal, 'timeout');
  const pdf = () =>
    new Response('%PDF', { headers: { 'content-type': 'application/pdf', etag: '"one"', 'content-language': 'fr' } });
  const { api, asked } = server(pdf());
  api.secret = 'secret';

  const answer = await api.file('/api/badge.pdf', /^application\/pdf/);

  assert.deepEqual([answer.kind, answer.status, answer.etag], ['answer', 200, '"one"']);
  assert.equal(await answer.body.text(), '%PDF');
  assert.equal(answer.headers.get('content-language'), 'fr');
  assert.deepEqual(patience.mock.calls[0].arguments, [35_000]);
  assert.deepEqual([asked[0].method, asked[0].headers], [undefined, { authorization: 'Bearer secret' }]);
});

test('a file that is made of something is posted for', async () => {
  const { api, asked } = server(html());

  assert.deepEqual(await api.file('/api/badges', /^application\/pdf/, 'another', { ids: ['a'] }), unreachable);

  const { method, headers, body } = asked[0];
  assert.deepEqual(
    [method, headers, body],
    ['POST', { authorization: 'Bearer another', 'content-type': 'application/json' }, '{"ids":["a"]}'],
  );
});

test('what comes instead of a file is a problem or nobody', async () => {
  const refused = await server(problem(409, 'unprintable')).api.file('/api/badge.pdf', /pdf/);

  assert.deepEqual([refused.kind, refused.problem.code], ['problem', 'unprintable']);
  for (const response of [html(502), new Response(null, { status: 304 }), new Response(new Blob(['%PDF']))]) {
    assert.deepEqual(await server(response).api.file('/api/badge.pdf', /pdf/), unreachable);
  }
});
