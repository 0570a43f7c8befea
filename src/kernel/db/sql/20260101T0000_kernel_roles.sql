-- Four roles that own nothing. A serving connection starts as bulwark_nobody and takes the role of its
-- scope for one transaction; a transaction that names no scope sees no row (decision 0001).
do $$
declare
  wanted text;
begin
  foreach wanted in array array['bulwark_nobody', 'bulwark_scope', 'bulwark_city', 'bulwark_work'] loop
    begin
      if not exists (select from pg_roles where rolname = wanted) then
        execute format('create role %I nologin noinherit', wanted);
      end if;
    exception when duplicate_object or unique_violation then
      null; -- another database of this server made it in the same moment
    end;
    if not pg_has_role(current_user, wanted, 'member') then
      execute format('grant %I to %I', wanted, current_user);
    end if;
  end loop;
end $$;

grant usage on schema kernel to bulwark_scope, bulwark_city, bulwark_work;

-- A scoped table: rows belong to the district and street of the unit responsible for them.
-- `also` names further conditions under which the scope role may see a row.
create function kernel.protect_scoped(target regclass, also text default 'false') returns void
language plpgsql as $$
declare
  own text := 'district_code = any (string_to_array(current_setting(''app.districts'', true), '','')::int[])'
    || ' or street_code = any (string_to_array(current_setting(''app.streets'', true), '','')::int[])'
    || ' or ' || also;
begin
  execute format('alter table %s enable row level security', target);
  execute format('create policy scope on %s to bulwark_scope using (%s) with check (%2$s)', target, own);
  execute format('create policy city on %s to bulwark_city using (true) with check (true)', target);
  execute format('create policy work on %s to bulwark_work using (true) with check (true)', target);
  execute format('grant select, insert, update on %s to bulwark_scope, bulwark_city, bulwark_work', target);
end $$;

-- A reference table: every scope reads it, only city-wide posts and the worker change it.
create function kernel.protect_reference(target regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('create policy scope on %s for select to bulwark_scope using (true)', target);
  execute format('create policy city on %s to bulwark_city using (true) with check (true)', target);
  execute format('create policy work on %s to bulwark_work using (true) with check (true)', target);
  execute format('grant select on %s to bulwark_scope', target);
  execute format('grant select, insert, update on %s to bulwark_city, bulwark_work', target);
end $$;

-- A queue or a log: every scope may add to it, only the worker reads and takes away.
create function kernel.protect_append(target regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('create policy append on %s for insert to bulwark_scope, bulwark_city with check (true)', target);
  execute format('create policy work on %s to bulwark_work using (true) with check (true)', target);
  execute format('grant insert on %s to bulwark_scope, bulwark_city', target);
  execute format('grant select, insert, update, delete on %s to bulwark_work', target);
end $$;

-- The worker's and the identity doors' own: credentials, sessions, check results.
create function kernel.protect_inner(target regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('create policy work on %s to bulwark_work using (true) with check (true)', target);
  execute format('grant select, insert, update, delete on %s to bulwark_work', target);
end $$;
