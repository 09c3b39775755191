-- title: 按年度查指标
-- description: 列出某年底前应完成的目标、要求和奖补标准。可再填指标名称的一部分。
-- year: 年份 | 2025
-- indicator: 指标名称（可不填） | 床位
-- kind: 性质 | 不限=all 目标=target 要求=requirement 奖补收费=incentive 已达到=baseline
select
  targets.indicator,
  targets.comparator,
  targets.value,
  targets.value_max,
  targets.ratio,
  targets.unit,
  targets.due,
  targets.kind,
  targets.nature,
  documents.title,
  coalesce(
    documents.doc_number, (select doc_number from documents as notice where notice.id = documents.parent_id)
  ) as doc_number,
  targets.path,
  targets.quote,
  targets.page,
  targets.document_id,
  targets.clause_id
from targets
join documents on documents.id = targets.document_id
where targets.due >= trim(:year)
  and targets.due < cast(cast(trim(:year) as integer) + 1 as text)
  and (trim(:indicator) = '' or instr(plain(targets.indicator), plain(:indicator)))
  and (:kind in ('', 'all') or targets.kind = :kind)
order by targets.due, targets.pk
