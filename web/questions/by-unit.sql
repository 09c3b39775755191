-- title: 按单位与角色查条款
-- description: 列出某单位牵头、负责或配合的条款。可填简称、别称；以统称（如“民政部门”“各县（市、区）人民政府”）作出的规定也包括在内。
-- unit: 单位 | 市民政局
-- role: 角色 | 不限=all 牵头=lead 责任=responsible 配合=cooperate 解释=interpret
with named as ({named_units}),
bound as (
  select id as unit_id from units where pk in named
  union
  select unit_relations.unit_id from unit_relations join units on units.id = covers_id where units.pk in named
)
select
  documents.title,
  coalesce(
    documents.doc_number, (select doc_number from documents as notice where notice.id = documents.parent_id)
  ) as doc_number,
  clause_units.path,
  clauses.heading,
  clause_units.role,
  clause_units.name,
  (
    select group_concat(due, '、')
    from (select distinct due from deadlines where clause_id = clause_units.clause_id and due is not null)
  ) as due,
  clauses.text as clause_text,
  clause_units.page,
  clause_units.document_id,
  clause_units.clause_id
from clause_units
join documents on documents.id = clause_units.document_id
left join clauses on clauses.id = clause_units.clause_id
where clause_units.unit_id in (select unit_id from bound)
  and (:role in ('', 'all') or clause_units.role = :role)
order by documents.issued_on desc, clause_units.pk
