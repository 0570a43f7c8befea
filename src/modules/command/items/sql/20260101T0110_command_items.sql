-- An obligation: one lead unit, one clock, evidence, a timeline. `district_code` and `street_code` are those
-- of the lead unit and change only when a transfer is accepted; `also_codes` are the scope codes of the
-- issuer, the verifier and a unit asked to take over.
create table command.item (
  id                  uuid primary key,
  number              text unique,
  kind                text not null check (kind in ('directive', 'standing_check')),
  subject_id          text,
  directive_id        uuid references command.directive,
  position            int not null default 1,
  title_zh            text not null check (length(title_zh) between 2 and 120),
  title_en            text not null default '' check (length(title_en) <= 240),
  deliverable_zh      text not null default '' check (length(deliverable_zh) <= 2000),
  deliverable_en      text not null default '' check (length(deliverable_en) <= 4000),
  evidence            text check (evidence in ('photo', 'file', 'figure', 'text')),
  lead_unit_code      text,
  verifier_unit_code  text,
  issuer_unit_code    text not null,
  district_code       int not null,
  street_code         int,
  also_codes          int[] not null default '{}',
  state               text not null check (state in
    ('drafted', 'issued', 'acknowledged', 'in_progress', 'claimed', 'verified', 'closed', 'returned')),
  outcome             text check (outcome in ('verified', 'withdrawn', 'met')),
  level               text not null default 'none' check (level in ('none', 'blue', 'yellow', 'red')),
  is_urgent           boolean not null default false,
  issued_at           timestamptz,
  due_at              timestamptz,
  milestone_at        timestamptz,
  milestone_met_at    timestamptz,
  acknowledge_by      timestamptz,
  acknowledged_at     timestamptz,
  is_unanswered       boolean not null default false,
  claimed_at          timestamptz,
  closed_at           timestamptz,
  extended_count      int not null default 0,
  extension_asked     timestamptz,
  returned_count      int not null default 0,
  transfer_to         text,
  evidence_count      int not null default 0,
  worked_by           text[] not null default '{}',
  basis               jsonb,
  event_at            timestamptz not null,
  version             int not null default 1,
  -- Rule 4: a task without lead unit, deadline, deliverable and evidence type cannot be issued.
  check (state = 'drafted' or (number is not null and lead_unit_code is not null and due_at is not null
    and length(deliverable_zh) > 0 and evidence is not null and issued_at is not null)),
  check ((state = 'closed') = (outcome is not null)),
  check ((state = 'closed') = (closed_at is not null)),
  -- Rule 6, as far as one row can say it.
  check (state = 'drafted' or verifier_unit_code is null or verifier_unit_code <> lead_unit_code),
  check (state = 'drafted' or milestone_at is null or milestone_at < due_at)
);
-- At most one open item of a kind for a subject.
create unique index item_one_open on command.item (kind, subject_id)
  where subject_id is not null and state <> 'closed';
create index item_directive on command.item (directive_id, position);
create index item_due on command.item (due_at, id);
create index item_district on command.item (district_code, due_at, id);
create index item_street on command.item (street_code, due_at, id);
create index item_lead on command.item (lead_unit_code, due_at, id);
create index item_verifier on command.item (verifier_unit_code, due_at, id);
create index item_issuer on command.item (issuer_unit_code, due_at, id);
select kernel.protect_scoped('command.item', format('also_codes && (%s || %s)',
  kernel.listed('app.districts'), kernel.listed('app.streets')));

-- A draft is written anew on each save; what was issued stays for ever.
create policy drafts_only on command.item as restrictive for delete to bulwark_scope, bulwark_city
  using (state = 'drafted');
create policy scope_take on command.item for delete to bulwark_scope using (true);
grant delete on command.item to bulwark_scope, bulwark_city;

-- The timeline: added to, never changed. Only the scope codes follow a transfer, so that the new lead
-- unit can read what happened before.
create table command.item_event (
  id             uuid primary key,
  item_id        uuid not null references command.item,
  at             timestamptz not null,
  account_id     uuid,
  post           text,
  unit_code      text,
  act            text not null,
  from_state     text,
  to_state       text,
  text           text check (length(text) <= 2000),
  data           jsonb,
  district_code  int not null,
  street_code    int,
  also_codes     int[] not null default '{}'
);
create index item_event_item on command.item_event (item_id, at, id);
select kernel.protect_scoped('command.item_event', format('also_codes && (%s || %s)',
  kernel.listed('app.districts'), kernel.listed('app.streets')), 'insert');
grant update (also_codes) on command.item_event to bulwark_scope;
grant update (district_code, street_code, also_codes) on command.item_event to bulwark_city;

create table command.evidence (
  id             uuid primary key,
  item_id        uuid not null references command.item,
  kind           text not null check (kind in ('photo', 'file', 'figure', 'text')),
  name           text not null check (length(name) between 1 and 200),
  media_type     text,
  size_bytes     int,
  sha256         text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  figure         double precision,
  figure_unit    text check (length(figure_unit) <= 40),
  text           text check (length(text) <= 5000),
  content        bytea,
  added_by       uuid not null,
  unit_code      text not null,
  added_at       timestamptz not null,
  district_code  int not null,
  street_code    int,
  also_codes     int[] not null default '{}',
  check ((kind in ('photo', 'file')) = (content is not null)),
  check ((kind = 'figure') = (figure is not null)),
  check ((kind = 'text') = (text is not null))
);
create index evidence_item on command.evidence (item_id, added_at, id);
select kernel.protect_scoped('command.evidence', format('also_codes && (%s || %s)',
  kernel.listed('app.districts'), kernel.listed('app.streets')), 'insert');
grant update (also_codes) on command.evidence to bulwark_scope;
grant update (district_code, street_code, also_codes) on command.evidence to bulwark_city;

create view command.item_fact with (security_invoker = true) as
  select id, kind, directive_id, lead_unit_code, verifier_unit_code, issuer_unit_code, district_code, street_code,
    state, outcome, level, is_unanswered, issued_at, due_at, acknowledged_at, claimed_at, closed_at,
    extended_count, returned_count
  from command.item where state <> 'drafted';
grant select on command.item_fact to bulwark_scope, bulwark_city, bulwark_work;
