create schema ledger;
grant usage on schema ledger to bulwark_scope, bulwark_city, bulwark_work;

-- What `write()` leaves: who did what to which thing, and a salted commitment to the content.
-- Ids only, never personal data. The sealer moves rows from here into the chain.
create table ledger.pending (
  id            uuid primary key,
  at            timestamptz not null,
  account_id    uuid,
  post          text,
  unit_code     text,
  action        text not null,
  subject_kind  text,
  subject_id    text,
  commitment    bytea not null check (length(commitment) = 32)
);
select kernel.protect_append('ledger.pending');

-- Destroying a salt deletes the content for good: the commitment can no longer be matched to anything.
create table ledger.salt (
  entry_id  uuid primary key,
  salt      bytea not null check (length(salt) = 16)
);
select kernel.protect_append('ledger.salt');
