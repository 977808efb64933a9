/**
 * The event for load.
 * @module
 */

/**
 * Id of the event that does not sell out: it has a million tickets, so that a
 * load or a check can buy for as long as it likes.
 */
export const LOAD_EVENT_ID = 6;
