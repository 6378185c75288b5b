/** Which programs that read mails do not know what ours are written with, as caniemail tells: `node mails.js FOLDER`. */

import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

// Where `make opinions` installs it; and what its data know of, without programs that they know only half.
const { doIUseEmail } = createRequire(join(process.cwd(), '.venv/opinions/'))('@jsx-email/doiuse-email');
const PROGRAMS = [
  ...['apple-mail.macos', 'apple-mail.ios', 'gmail.desktop-webmail', 'gmail.ios', 'gmail.android'],
  ...['outlook.windows', 'outlook.windows-mail', 'outlook.macos', 'outlook.ios', 'outlook.android'],
  ...['yahoo.desktop-webmail', 'yahoo.ios', 'yahoo.android', 'aol.desktop-webmail', 'orange.desktop-webmail'],
  ...['orange.ios', 'orange.android', 'sfr.desktop-webmail', 'samsung-email.android', 'protonmail.desktop-webmail'],
  ...['fastmail.desktop-webmail', 'hey.desktop-webmail', 'mail-ru.desktop-webmail'],
];

const [folder] = process.argv.slice(2);
const found = new Set();
for (const name of readdirSync(folder)) {
  const html = readFileSync(join(folder, name), 'utf8');
  for (const program of PROGRAMS) {
    for (const said of doIUseEmail(html, { emailClients: [program] }).errors ?? []) {
      found.add(JSON.stringify([said.match(/^`([^`]+)`/)?.[1] ?? said, program]));
    }
  }
}
console.log(JSON.stringify([...found].map((each) => JSON.parse(each))));
