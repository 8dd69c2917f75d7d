import { keyvTable } from "./keyv.ts";
import type { Migration } from "./migrations.ts";

/** Append only: what has run on somebody's machine is never changed. */
export const migrations: readonly Migration[] = [
  {
    id: 1,
    sql: `
      create table disputes (id text primary key, loaded_at timestamptz not null);
      create table reports (
        dispute text not null references disputes, id text not null,
        recorded_at timestamptz not null, fingerprint text not null,
        primary key (dispute, id));

      create table rules (key text primary key, leads text[], hour text not null, zone text not null, quiet text, digest boolean not null default false);
      create table subscriptions (
        id bigint generated always as identity primary key,
        platform text not null, workspace text not null, conversation text not null, dispute text not null,
        kinds text[] not null, units text[] not null, lang text not null, rule text not null references rules,
        created_by text not null, created_at timestamptz not null,
        paused text,
        unique (platform, workspace, conversation, dispute));
      create index subscriptions_by_rule on subscriptions (dispute, rule, id);

      create table announced (
        dispute text not null, milestone text not null, revision integer not null,
        primary key (dispute, milestone));
      create table reminders (
        key text primary key, type text not null, dispute text not null, milestone text not null,
        revision integer not null, previous integer not null, lead text, edge text not null, rule text,
        due_at timestamptz not null, kind text not null, units text[] not null,
        cursor bigint not null default 0, fanned_out boolean not null default false);
      create index reminders_open on reminders (due_at) where not fanned_out;

      create table deliveries (
        key text primary key, reminder text not null references reminders, subscription bigint not null,
        platform text not null, workspace text not null, conversation text not null,
        state text not null, attempts integer not null default 0, next_at timestamptz not null, lease_until timestamptz,
        message_key text, head boolean not null default true, message_id text, late boolean not null default false,
        reason text, settled_at timestamptz);
      create index deliveries_open on deliveries (platform, workspace, next_at, key) where head and state in ('due', 'retrying', 'uncertain');
      create index deliveries_waiting on deliveries (subscription) where state in ('due', 'retrying', 'uncertain');
      create index deliveries_by_subscription on deliveries (subscription, reminder);
      create index deliveries_by_message on deliveries (message_key) where message_key is not null;
      create index deliveries_by_reminder on deliveries (reminder);
      create table delivery_counts (
        dispute text not null, milestone text not null, state text not null, count bigint not null,
        primary key (dispute, milestone, state));

      create table meta (key text primary key, value text not null);
      create table console_messages (
        id bigint generated always as identity primary key, key text not null unique, conversation text not null,
        reply jsonb not null, in_reply_to bigint, posted_at timestamptz not null, edited_at timestamptz);
      create index console_messages_latest on console_messages (conversation, id desc);
      ${keyvTable};
    `,
  },
  {
    id: 2,
    // Whether a message may stand on its platform unknown to us, and since when: how far back it must be looked for.
    sql: "alter table deliveries add column first_tried_at timestamptz, add column uncertain boolean not null default false",
  },
  {
    id: 3,
    // Discord's direct messages were one workspace for all.
    sql: `
      update subscriptions set workspace = 'dm:' || created_by where platform = 'discord' and workspace = 'dm';
      update deliveries d set workspace = s.workspace from subscriptions s
        where s.id = d.subscription and d.platform = 'discord' and d.workspace = 'dm';
      alter table subscriptions add column ping text, add column publish boolean not null default false;
      create table publications (
        platform text not null, workspace text not null, conversation text not null, message_id text not null,
        kind text not null, subscription bigint, message_key text, reply jsonb,
        attempts integer not null default 0, created_at timestamptz not null, next_at timestamptz not null, done_at timestamptz,
        primary key (platform, workspace, conversation, message_id, kind));
      create index publications_open on publications (next_at) where done_at is null;`,
  },
  {
    id: 5,
    // Whose conversation is a direct message is told by the platforms from here on; what is there already shows it by its ids.
    sql: `
      alter table subscriptions add column direct text, alter column created_by drop not null;
      update subscriptions set direct = 'plain' where platform = 'slack' and conversation like 'D%' or platform = 'discord' and workspace like 'dm:%';
    `,
  },
  {
    id: 6,
    // `entered` counts what is written in the others, so that every process sees what is new by one look.
    sql: `
      create table entered (version bigint not null);
      insert into entered values (0);
      create table own_disputes (id text primary key, file jsonb not null, version bigint not null);
      create table entries (
        dispute text not null, report text not null, fragment jsonb not null, recorded_at timestamptz not null,
        author_platform text, author_workspace text, author_user text, version bigint not null,
        primary key (dispute, report));
      create index entries_by_version on entries (version);
      create table drafts (
        id text primary key, dispute text not null, fragment jsonb not null, basis jsonb not null,
        author_platform text, author_workspace text, author_user text,
        approvals jsonb not null default '[]', state text not null default 'open', rebased boolean not null default false,
        created_at timestamptz not null, expires_at timestamptz not null);
      create table organizers (
        platform text not null, workspace text not null, user_id text not null, everyones boolean not null, added_at timestamptz not null,
        primary key (platform, workspace, user_id));
    `,
  },
  {
    id: 7,
    // Processes keep choices in memory: `choices` counts what was changed, and each row says when it was.
    sql: `
      create table choices (version bigint not null);
      insert into choices values (0);
      alter table keyv add column version bigint not null default 0;
    `,
  },
];
