/** Entries $1 … $2 as writes leave them: rising ids, some fields absent, some letters of several bytes. */
export const leaveText = `
  insert into ledger.pending (id, at, account_id, post, unit_code, action, subject_kind, subject_id, commitment)
  select ('0196f3c0-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
    '2021-05-16T01:00:00Z'::timestamptz + n * interval '1.000001 second',
    case when n % 3 > 0 then ('0196f3c0-0000-7000-9000-' || lpad(to_hex(n % 50), 12, '0'))::uuid end,
    case when n % 3 > 0 then 'duty_officer' end,
    case when n % 3 > 0 then '210091001' end,
    case when n % 5 = 0 then 'look:people.person.read' else 'command.item.acknowledge' end,
    case when n % 4 > 0 then 'id' end,
    case when n % 4 > 0 then '事项-' || n end,
    sha256(convert_to('content ' || n, 'UTF8'))
  from generate_series($1::bigint, $2::bigint) as n
  returning id`
