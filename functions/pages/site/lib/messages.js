/**
 * The shapes that go between a phone and the server; the server's OpenAPI document is their source.
 *
 * @typedef {'in' | 'out'} Direction
 *
 * @typedef {object} Scan
 * @property {string} scan_id
 * @property {string} [badge] either what the QR code says
 * @property {string} [attendee_id] or whom a short code or a name named
 * @property {string} checkpoint
 * @property {Direction} direction
 * @property {string} at ISO 8601
 * @property {boolean} override
 * @property {string | null} offline the verdict that the phone gave by itself
 *
 * @typedef {object} Person
 * @property {string} id
 * @property {string | null} name given name and initial
 * @property {string} kind
 * @property {string} organisation
 *
 * @typedef {object} Place
 * @property {string} checkpoint
 * @property {string | null} title
 * @property {string | null} room
 *
 * @typedef {object} Result
 * @property {string} scan_id
 * @property {string} verdict
 * @property {string} at
 * @property {Person | null} attendee
 * @property {Place[]} booked
 * @property {string | null} since
 * @property {string | null} by
 * @property {string | null} moved_from
 * @property {boolean} walk_in
 * @property {boolean} override_possible
 * @property {string | null} diet
 * @property {string | null} server_verdict
 * @property {string[]} conflicts
 *
 * @typedef {object} Problem
 * @property {string} code
 * @property {string} [detail]
 * @property {number} [status]
 * @property {boolean} [retry]
 * @property {{field: string, message: string}[]} [errors]
 * @property {string} [characters] that cannot be printed
 *
 * @typedef {object} Seats
 * @property {number} capacity
 * @property {number} taken
 *
 * @typedef {object} Headcount of one checkpoint
 * @property {number} present
 * @property {number} booked
 * @property {Seats | null} seats
 *
 * @typedef {object} Checkpoint
 * @property {string} id
 * @property {string} group
 * @property {string} title
 * @property {string} room
 * @property {string} opens_at
 * @property {string} closes_at
 * @property {number | null} capacity
 *
 * @typedef {object} Listed one person of the roster
 * @property {string} id
 * @property {number} issue
 * @property {string | null} name
 * @property {string} kind
 * @property {string} organisation
 * @property {string[]} booked
 * @property {boolean} cancelled
 * @property {boolean} [lunch]
 * @property {string} [diet]
 *
 * @typedef {object} Atelier
 * @property {string} id
 * @property {number} number
 * @property {string} slot
 * @property {string} title
 * @property {string} summary
 * @property {string} room
 * @property {number} capacity
 * @property {number} seats_left
 * @property {number} [waiting] people before whom nobody books
 *
 * @typedef {{id: string, title: string, starts_at: string, ends_at: string}} Slot
 * @typedef {{id: string, title: string, kind: string, starts_at: string, ends_at: string}} Session
 *
 * @typedef {object} Programme
 * @property {{id: string, name: string, date: string, ends_at: string, timezone: string, venue: string, address: string,
 *   contact: string}} event
 * @property {Session[]} sessions
 * @property {Slot[]} slots
 * @property {Atelier[]} ateliers
 * @property {{id: string, group: string, title: string, room: string, opens_at: string, closes_at: string}[]} checkpoints
 * @property {string[]} diets
 * @property {{id: string, label: string, choices: {id: string, label: string}[]}[]} [questions] of the event's own
 * @property {string} registrations_close_at
 * @property {string} language that its texts are in, but for those of its own that are `untranslated`
 * @property {string[]} [languages] the event's own first
 * @property {{id: string, label: string}[]} [diet_choices]
 * @property {{id: string, label: string}[]} [kinds] what the event calls them
 *
 * @typedef {object} WaitingPlace
 * @property {string} atelier
 * @property {string} since ISO 8601
 * @property {number | null} place from 1; null while a seat is offered
 * @property {string | null} offered_until
 *
 * @typedef {object} Registration
 * @property {string} attendee_id
 * @property {string} badge what the QR code says
 * @property {string} code
 * @property {number} issue
 * @property {string | null} given_name
 * @property {string | null} family_name
 * @property {string | null} email
 * @property {string | null} [pending_email] takes its place once its mailbox was opened
 * @property {string | null} [opened_at] when a link that was mailed there was first opened
 * @property {string} organisation
 * @property {string} kind
 * @property {string} stand
 * @property {string[]} ateliers
 * @property {string[]} [released] ateliers where their seat was given back, as they had not come
 * @property {WaitingPlace[]} waiting
 * @property {boolean} lunch
 * @property {string} diet
 * @property {boolean} village
 * @property {boolean} drink
 * @property {string} language
 * @property {Record<string, string | number | boolean | string[]>} [answers] by question
 * @property {string} registered_at ISO 8601
 * @property {string | null} cancelled_at
 *
 * @typedef {object} Pass what the holder of a link may do
 * @property {string} label
 * @property {string} role
 * @property {boolean} walk_ins
 * @property {boolean} supervisor
 * @property {string} expires_at
 */

export {};
