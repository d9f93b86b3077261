/** What the questions ask for, drawn from the generated data: several of a kind, so that answers do not repeat at once. */
export function wanted(db) {
  const column = (statement) => db.prepare(statement).pluck().all();
  // A prime step spreads the picks over the whole of the data, the same ones each time.
  const contracted = column(
    `SELECT ocid FROM tender t WHERE EXISTS (SELECT 1 FROM contract c WHERE c.tender_id = t.id) ORDER BY (id * 7919) % 100003 LIMIT 200`,
  );
  const organizations = column(`SELECT ppon FROM organization ORDER BY (id * 7919) % 10007 LIMIT 200`);
  return {
    Q1: contracted.slice(0, 64).map((ocid) => ({ ocid })),
    Q2: [{}],
    Q3: ['72000000', '45000000', '90000000'].map((division) => ({
      division,
      from: '2025-01-01T00:00:00Z',
      to: '2025-07-01T00:00:00Z',
    })),
    Q4: [{}],
    Q5: ['roofing', 'data', 'maintenance'].map((text) => ({ text })),
    Q6: [0, 50, 100, 150].map((from) => ({
      organizations: organizations.slice(from, from + 50),
      ocids: contracted.slice(from, from + 50),
    })),
  };
}
