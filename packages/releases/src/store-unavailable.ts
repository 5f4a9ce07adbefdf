/** Thrown when the release store cannot be opened, read or written: an outage, with a sentence on what to do about it. */
export class StoreUnavailable extends Error {
  override readonly name = "StoreUnavailable";
}

/** Thrown when a caller hands the store something that it must never hold: a bug of the caller, nothing was written. */
export class RefusedByStore extends Error {
  override readonly name = "RefusedByStore";
}
