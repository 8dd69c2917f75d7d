/** A deliberate breakage of the promise "never lost, never twice", and the tests that must notice it. */
export interface Mutation {
  name: string;
  file: string;
  /** Stands in the file exactly once. */
  from: string;
  to: string;
  caughtBy: readonly string[];
}

const outbox = ["test/store/outbox.test.ts"];
const reminders = ["test/reminders/deliver.test.ts", "test/reminders/changes.test.ts", "test/reminders/windows.test.ts"];
const worker = ["test/reminders/worker.test.ts"];

export const mutations: readonly Mutation[] = [
  {
    name: "what is fanned out twice is not expected to be there",
    file: "src/store/outbox.ts",
    from: "from page on conflict do nothing)",
    to: "from page)",
    caughtBy: outbox,
  },
  {
    name: "a fan-out stops after its first page",
    file: "src/store/outbox.ts",
    from: "(done?.count ?? 0) < page",
    to: "true",
    caughtBy: outbox,
  },
  {
    name: "whoever subscribes is reminded of what fell due before",
    file: "src/store/outbox.ts",
    from: "and s.created_at <= m.due_at",
    to: "",
    caughtBy: outbox,
  },
  {
    name: "a claim has no lease",
    file: "src/store/turns.ts",
    from: "and (lease_until is null or lease_until <= $3)",
    to: "",
    caughtBy: outbox,
  },
  {
    name: "a lease that ran out leaves no doubt whether it was posted",
    file: "src/store/deliveries.ts",
    from: "uncertain = uncertain or lease_until is not null",
    to: "uncertain = uncertain",
    caughtBy: outbox,
  },
  {
    name: "an outcome overwrites a final one",
    file: "src/store/deliveries.ts",
    from: "where d.key = o.key and d.state in ('due', 'retrying', 'uncertain')",
    to: "where d.key = o.key",
    caughtBy: outbox,
  },
  {
    name: "what is tried again becomes another batch",
    file: "src/store/deliveries.ts",
    from: "if (h.message_key !== null) return { ...h, message: h.message_key };",
    to: "",
    caughtBy: outbox,
  },
  {
    name: "it is recorded before it is posted",
    file: "src/reminders/deliver.ts",
    from: "const attempt = await send(",
    to: 'await parts.settle(new Map(batch.deliveries.map((d) => [d.key, { state: "delivered", messageId: "early", late: false, uncertain: false }])));\n  const attempt = await send(',
    caughtBy: reminders,
  },
  {
    name: "nobody looks back",
    file: "src/reminders/send.ts",
    from: "const found = uncertain ?",
    to: "const found = uncertain && !uncertain ?",
    caughtBy: reminders,
  },
  {
    name: "a message that was found is posted again",
    file: "src/reminders/send.ts",
    from: 'if (found !== undefined && !blind) return { sent: { outcome: "delivered", messageId: found }, before: true, blind };',
    to: "",
    caughtBy: reminders,
  },
  {
    name: "a reminder's key forgets the revision",
    file: "src/reminders/plan.ts",
    from: "/r$" + "{revision}/$" + "{edge}/",
    to: "/$" + "{edge}/",
    caughtBy: ["test/reminders/plan.test.ts", ...reminders],
  },
  {
    name: "an update's key forgets the revision",
    file: "src/reminders/plan.ts",
    from: "/r$" + "{last.number}/update",
    to: "/update",
    caughtBy: reminders,
  },
  {
    name: "downtime is not caught up",
    file: "src/reminders/tick.ts",
    from: "const after = progress.lastTick ?? now;",
    to: "const after = now;",
    caughtBy: reminders,
  },
  {
    name: "a reminder of a date that has moved goes out",
    file: "src/reminders/recheck.ts",
    from: 'if (revision !== reminder.revision) return skip("a newer revision replaced it");',
    to: "",
    caughtBy: reminders,
  },
  {
    name: "a correction does not stand under what it corrects",
    file: "src/reminders/send.ts",
    from: "parent ? messenger.reply(parent.messageId, message) : messenger.post(message)",
    to: "parent ? messenger.post(message) : messenger.post(message)",
    caughtBy: reminders,
  },
  {
    name: "an outcome that could not be written is forgotten",
    file: "src/reminders/worker.ts",
    from: "for (const [key, outcome] of outcomes) unsettled.set(key, outcome);",
    to: "",
    caughtBy: worker,
  },
  {
    name: "what is under way is begun again when its lease runs out",
    file: "src/reminders/worker.ts",
    from: "batches.filter((b) => !mine.has(b.messageKey))",
    to: "batches.filter(() => mine.size >= 0)",
    caughtBy: worker,
  },
  {
    name: "every process posts",
    file: "src/reminders/worker.ts",
    from: "if (!(await lead.hold())) {",
    to: "if (!(await lead.hold()) && parts.takeOverAfterMs < 0) {",
    caughtBy: worker,
  },
  {
    name: "what a process that is gone held waits for its lease, unseen",
    file: "src/reminders/worker.ts",
    from: "await outbox.takeOver(taken.from.add(lease));",
    to: "",
    caughtBy: worker,
  },
];
