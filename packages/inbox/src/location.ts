/** Which database holds the inbox. */
export type StoreLocation = { database: "sqlite"; file: string } | { database: "postgres"; url: string };
