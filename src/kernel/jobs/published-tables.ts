/** What standing checks may look at: the worker's role alone can read it. */
export interface PublishedJobTables {
  'kernel.timer': { name: string; subjectId: string; dueAt: Date }
}
