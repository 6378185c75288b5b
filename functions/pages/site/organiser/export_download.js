/** A document that the server makes: at once, as a link where it is large, or after a while where it takes long. */

import { element } from '../ui/dom.js';
import { saveFile } from '../ui/save_file.js';
import { UNDER_WAY } from '../words/codes.js';
import { ASK_AGAIN_SECONDS } from '../words/limits.js';

/** @typedef {import('./context.js').OrganiserContext<import('../words/organiser.js').Words>} OrganiserContext */

const KINDS = /^(application\/(pdf|json|vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet)|text\/csv)\b/;
const NAME = /filename="([^"]+)"/;
const SECOND_MS = 1_000;
/** As long as the server itself is at it. */
const MOST_ASKED = 200;

/**
 * @typedef {{kind: 'file', content: Blob, name: string} | {kind: 'link', url: string, name: string}
 *   | {kind: 'failed', said: string}} Downloaded
 */

/**
 * Ask for a document until it is there.
 *
 * @param {Pick<OrganiserContext, 'file' | 'said' | 'words'>} page
 * @param {import('../lib/api.js').Files} path
 * @param {object} around
 * @param {(milliseconds: number) => Promise<void>} around.rest
 * @param {string} around.name what the file is called if the server does not say
 * @param {() => void} [around.waits] called whenever it is not ready yet
 * @returns {Promise<Downloaded>}
 */
export async function download(page, path, { rest, name, waits = () => {} }) {
  for (let asked = 0; asked < MOST_ASKED; asked += 1) {
    const outcome = await page.file(path, KINDS);
    if (outcome.kind !== 'answer') return { kind: 'failed', said: page.said(outcome) };
    const { body, headers, status } = outcome;
    const disposition = headers.get('content-disposition') ?? '';
    if (status !== UNDER_WAY && disposition)
      return { kind: 'file', content: body, name: NAME.exec(disposition)?.[1] ?? name };
    if (status !== UNDER_WAY && !headers.get('content-type')?.startsWith('application/json')) {
      return { kind: 'file', content: body, name };
    }
    const answer = JSON.parse(await body.text());
    if (answer.url) return { kind: 'link', url: answer.url, name: answer.name };
    waits();
    await rest((Number(headers.get('retry-after')) || ASK_AGAIN_SECONDS) * SECOND_MS);
  }
  return { kind: 'failed', said: page.words.notMade };
}

/**
 * Fetch a document and save it, saying how it goes.
 *
 * @param {OrganiserContext} page
 * @param {import('../lib/api.js').Files} path
 * @param {string} name
 * @param {HTMLElement} status
 */
export async function fetched(page, path, name, status) {
  status.textContent = page.words.fileComes;
  const downloaded = await download(page, path, {
    name,
    rest: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
    waits: () => (status.textContent = page.words.fileTakesLong),
  });
  if (downloaded.kind === 'file') saveFile(downloaded.content, downloaded.name);
  // A link that is good for some minutes, for a file that is too large to be answered.
  if (downloaded.kind === 'link') element('a', { href: downloaded.url, download: downloaded.name }).click();
  status.textContent = downloaded.kind === 'failed' ? downloaded.said : page.words.fileSaved;
}
