import { readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import ts from 'typescript'

export interface DeclaredColumn {
  readonly name: string
  readonly nullable: boolean
  readonly optional: boolean
}

/** A table as the `Tables` type of one `defineModule<Tables>()` names it, in the database's spelling. */
export interface DeclaredTable {
  readonly module: string
  readonly table: string
  readonly columns: readonly DeclaredColumn[]
}

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Reads the tables that modules declare from the types themselves: no second list to keep. */
export function readDeclaredTables(
  configFile: string,
  isModuleFile: (file: string) => boolean,
): DeclaredTable[] {
  const config = ts.parseJsonConfigFileContent(
    ts.readConfigFile(configFile, (path) => readFileSync(path, 'utf8')).config,
    ts.sys,
    dirname(configFile),
  )
  const program = ts.createProgram(config.fileNames.filter(isModuleFile), config.options)
  const checker = program.getTypeChecker()
  return program
    .getSourceFiles()
    .filter(({ fileName }) => isModuleFile(fileName))
    .flatMap((source) => findTablesTypes(source).map((node) => ({ source, node })))
    .flatMap(({ source, node }) =>
      checker
        .getTypeFromTypeNode(node)
        .getProperties()
        .map((table) => ({
          module: basename(source.fileName).replace(/\.module\.ts$/, ''),
          table: snake(table.name),
          columns: readColumns(checker, checker.getTypeOfSymbolAtLocation(table, node), node),
        })),
    )
}

function findTablesTypes(source: ts.SourceFile): ts.TypeNode[] {
  const found: ts.TypeNode[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText(source) === 'defineModule') {
      found.push(...(node.typeArguments ?? []))
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function readColumns(checker: ts.TypeChecker, row: ts.Type, at: ts.Node): DeclaredColumn[] {
  return checker.getPropertiesOfType(row).map((column) => {
    const optional = (column.flags & ts.SymbolFlags.Optional) !== 0
    const read = selected(checker, checker.getTypeOfSymbolAtLocation(column, at), at)
    const parts = read.isUnion() ? read.types : [read]
    const nullable = parts.some(({ flags }) => (flags & ts.TypeFlags.Null) !== 0)
    return { name: snake(column.name), nullable, optional }
  })
}

// A column that is written otherwise than it is read (`ColumnType`) counts as it is read.
function selected(checker: ts.TypeChecker, type: ts.Type, at: ts.Node): ts.Type {
  const inner = type.getProperty('__select__')
  return inner ? checker.getTypeOfSymbolAtLocation(inner, at) : type
}

/** Every module file below `root`. */
export function moduleFileIn(root: string): (file: string) => boolean {
  const folder = join(root, 'src/')
  return (file) => file.startsWith(folder) && file.endsWith('.module.ts')
}
