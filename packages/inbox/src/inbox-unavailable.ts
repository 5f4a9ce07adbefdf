/** Thrown when the inbox cannot be opened, read or written: an outage, with a sentence on what to do about it. */
export class InboxUnavailable extends Error {
  override readonly name = "InboxUnavailable";
}
