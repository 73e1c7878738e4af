// Loaded before the server as the control of the power cuts: the same program, which believes that it syncs every commit and does not.
// Nothing in src/ can be set to this.
import Database from 'better-sqlite3'

const { pragma } = Database.prototype
Database.prototype.pragma = function (this: Database.Database, source, options) {
  if (source === 'synchronous') return 2
  return pragma.call(this, source === 'synchronous = FULL' ? 'synchronous = NORMAL' : source, options)
}
