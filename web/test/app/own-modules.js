// What an entry of the package makes of modules that are given it.

/** How often the full module was asked for before a call needed it and in the end, and what the calls made. */
export async function useOwn({ init, initFull, csr, sync }, small, full) {
  let asked = 0;
  await init(small, () => ((asked += 1), full));
  const before = asked;
  const wanted = { new_key: "p-256", description: { subject: "CN=a" } };
  const { subject } = await csr.new(wanted);
  await initFull();
  return [before, asked, subject, sync.csr.new(wanted).subject];
}

/** How often the full module was asked for, and what was made by it at once. */
export async function useFull({ initFull, sync }, full) {
  let asked = 0;
  await initFull(() => ((asked += 1), full));
  return [asked, sync.csr.new({ new_key: "p-256", description: { subject: "CN=a" } }).subject];
}
