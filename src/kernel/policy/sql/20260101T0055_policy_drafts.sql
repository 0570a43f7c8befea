-- A draft may still lack its issuer and its days; an active set may not (rule 2). `effective_to` is the last
-- day in force, as orders are written. Nobody who wrote in a draft activates it.
alter table policy.policy_set
  alter column effective_from drop not null,
  drop constraint policy_set_check,
  add column confidence jsonb not null default '{}',
  add column authors uuid[] not null default '{}',
  add column activated_by uuid,
  add column ended_by uuid,
  add column ended_at timestamptz,
  add constraint policy_set_days check (effective_to >= effective_from),
  add constraint policy_set_complete check (status = 'draft' or (effective_from is not null and length(issuer_zh) > 0)),
  add constraint policy_set_four_eyes check (activated_by is null or not (activated_by = any (authors)));

-- An inferred or unconfirmed number is never called legal.
alter table policy.policy_value
  add constraint policy_value_legal check (not (status = 'legal' and confidence in ('I', 'K')));

-- Once active, a set's values stand: the serving roles write the values of drafts alone.
create policy draft_insert on policy.policy_value as restrictive for insert to bulwark_city, bulwark_work
  with check (exists (select from policy.policy_set s where s.id = set_id and s.status = 'draft'));
create policy draft_update on policy.policy_value as restrictive for update to bulwark_city, bulwark_work
  using (exists (select from policy.policy_set s where s.id = set_id and s.status = 'draft'));
create policy draft_delete on policy.policy_value as restrictive for delete to bulwark_city, bulwark_work
  using (exists (select from policy.policy_set s where s.id = set_id and s.status = 'draft'));
grant delete on policy.policy_value to bulwark_city, bulwark_work;

create function policy.keep_active_set() returns trigger language plpgsql as $$
declare
  may_change text[] := '{effective_to,ended_by,ended_at,version}';
begin
  if old.status = 'active' and to_jsonb(new) - may_change is distinct from to_jsonb(old) - may_change then
    raise exception 'an active policy set is never edited' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger keep_active_set before update on policy.policy_set
  for each row execute function policy.keep_active_set();
