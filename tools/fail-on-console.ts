/** Loaded before every test: whatever complains on the console without being expected to fails the test that made it. */
for (const level of ["error", "warn"] as const) {
  console[level] = (...words: unknown[]) => {
    throw new Error(`Unexpected console.${level}: ${words.map(String).join(" ")}`);
  };
}
