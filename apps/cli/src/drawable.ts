/** What `bluehour new` can draw. */
export const drawable = ["stop-code", "placement-code", "story-id", "consent-ref"] as const;
