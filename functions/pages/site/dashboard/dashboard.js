/** The organiser's dashboard: puts its parts together, and asks the server while somebody looks. */

import { Page, deskOf } from '../organiser/parts.js';
import { Acts } from './acts.js';
import { Age } from './freshness.js';
import { Alteration } from './alteration.js';
import { Conflicts } from './conflicts.js';
import { Desk } from './context.js';
import { Documents } from './documents.js';
import { Journal } from './journal.js';
import { Lunch } from './lunch.js';
import { Next } from './next.js';
import { Now } from './now.js';
import { Volunteers } from './volunteers.js';
import { Wall } from './wall.js';

const TURN_MS = 1_000;

const desk = deskOf(Desk);
// Before the link is taken out of the address, and the question with it.
const wall = new Wall(desk, location);
new Next(desk, new Acts(desk));
new Age(desk);
new Alteration(desk);
const parts = {
  now: new Now(desk),
  lunch: new Lunch(desk),
  conflicts: new Conflicts(desk),
  volunteers: new Volunteers(desk),
  documents: new Documents(desk),
  journal: new Journal(desk),
};

async function turn() {
  if (document.visibilityState === 'visible') await desk.watch.turn();
}

desk.addEventListener('ended', () => {
  desk.watch.stop();
  wall.show(false);
});
document.addEventListener('visibilitychange', () => void turn());
setInterval(() => void turn(), TURN_MS);

await new Page(desk, {
  parts,
  find: (name) => (Object.hasOwn(parts, name) ? name : 'now'),
  named: (part) => {
    const { words } = desk;
    return part === 'now' ? words.live : words[/** @type {'lunch'} */ (part ?? 'title')];
  },
  entered: () => desk.watch.start(),
  opened: (part) => {
    wall.show(part === 'now');
    void turn();
  },
}).begin();
