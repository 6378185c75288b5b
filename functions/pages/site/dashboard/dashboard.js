/** The organiser's dashboard: puts its parts together, and asks the server while somebody looks. */

import { Parts, contextOf } from '../organiser/parts.js';
import { Acts } from './acts.js';
import { Freshness } from './freshness.js';
import { Conflicts } from './conflicts.js';
import { DashboardContext } from './context.js';
import { Documents } from './documents.js';
import { Journal } from './journal.js';
import { Lunch } from './lunch.js';
import { Next } from './next.js';
import { Now } from './now.js';
import { Programme } from './programme.js';
import { Volunteers } from './volunteers.js';
import { Wall } from './wall.js';

const TURN_MS = 1_000;

const page = contextOf(DashboardContext);
// Before the link is taken out of the address, and the question with it.
const wall = new Wall(page, location);
new Next(page, new Acts(page));
new Freshness(page);
const parts = {
  now: new Now(page),
  lunch: new Lunch(page),
  conflicts: new Conflicts(page),
  programme: new Programme(page),
  volunteers: new Volunteers(page),
  documents: new Documents(page),
  journal: new Journal(page),
};

async function turn() {
  if (document.visibilityState === 'visible') await page.watch.turn();
}

page.addEventListener('ended', () => {
  page.watch.stop();
  wall.show(false);
});
document.addEventListener('visibilitychange', () => void turn());
setInterval(() => void turn(), TURN_MS);

await new Parts(page, {
  parts,
  find: (name) => (Object.hasOwn(parts, name) ? name : 'now'),
  entered: () => page.watch.start(),
  opened: (part) => {
    wall.show(part === 'now');
    void turn();
  },
}).begin();
