-- title: 查引用某条款的条款
-- description: 列出引用某文件某条、某款、某项的条款，包括该文件自身的条款。文件可填名称或文号的一部分；不填条款，则列出全部引用。
-- document: 文件 | 城乡规划条例
-- place: 条款 | 第五十八条
select
  documents.title,
  coalesce(
    documents.doc_number, (select doc_number from documents as notice where notice.id = documents.parent_id)
  ) as doc_number,
  found.path,
  clauses.text as clause_text,
  coalesce(cited.title, found.title, found.doc_number) as cited,
  found.cited_path,
  found.page,
  found.document_id,
  found.clause_id,
  found.cited_clause_id
from clause_citations as found
join documents on documents.id = found.document_id
left join documents as cited on cited.id = found.cited_document_id
left join clauses on clauses.id = found.clause_id
where plain(:document) <> ''
  and instr(
    plain(coalesce(cited.title, '') || coalesce(cited.doc_number, '') || coalesce(found.title, '') || coalesce(found.doc_number, '')),
    plain(:document)
  )
  and (instr(plain(found.cited_path), plain(:place)) or instr(plain(found.quote), plain(:place)))
order by documents.issued_on desc, documents.pk, found.pk
