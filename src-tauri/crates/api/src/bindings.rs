//! The TypeScript side of the command table, generated.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ts_rs::{Config, TS, TypeVisitor};

use crate::{ApiError, CommandKind, commands};
use rollcall_engine::Event;

/// The declarations met so far.
pub(crate) struct Types {
    config: Config,
    declarations: BTreeMap<String, String>,
}

impl Types {
    /// Adds a type and everything it is made of; says how it is written.
    pub(crate) fn add<T: TS + 'static + ?Sized>(&mut self) -> String {
        self.visit::<T>();
        T::name(&self.config)
    }
}

impl TypeVisitor for Types {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // Only types with a file of their own are declared; primitives and containers are not.
        if T::output_path().is_some() {
            let name = T::ident(&self.config);
            if self.declarations.contains_key(&name) {
                return;
            }
            let docs = T::docs().unwrap_or_default();
            self.declarations
                .insert(name, format!("{docs}export {}\n", T::decl(&self.config)));
            // Of a container only what it holds is visited: its dependencies are those of that, and of a
            // type that holds more of itself they never end.
            T::visit_dependencies(self);
        }
        T::visit_generics(self);
    }
}

/// How the request of a command is declared; nothing for a command that is not there.
pub(crate) fn request_declaration(command: &str) -> Option<String> {
    let mut types = Types {
        config: Config::new().with_large_int("number"),
        declarations: BTreeMap::new(),
    };
    let signatures = commands::visit_types(&mut types);
    let (_, request, _) = signatures.iter().find(|(spec, ..)| spec.name == command)?;
    types.declarations.get(request).cloned()
}

/// Every declared type by name, and how the reply of each command is written.
pub(crate) fn reply_declarations() -> (BTreeMap<String, String>, Vec<(&'static str, String)>) {
    let mut types = Types {
        config: Config::new().with_large_int("number"),
        declarations: BTreeMap::new(),
    };
    let replies = commands::visit_types(&mut types)
        .into_iter()
        .map(|(spec, _, reply)| (spec.name, reply))
        .collect();
    (types.declarations, replies)
}

/// The whole generated file: types, command map, and what each command reads and changes.
pub fn typescript() -> String {
    let mut types = Types {
        config: Config::new().with_large_int("number"),
        declarations: BTreeMap::new(),
    };
    let signatures = commands::visit_types(&mut types);
    types.add::<ApiError>();
    types.add::<Event>();

    let mut text = String::from(
        "// Generated from the command table of the core. Do not edit: run `cargo xtask bindings`.\n\n",
    );
    for declaration in types.declarations.values() {
        text.push_str(declaration);
        text.push('\n');
    }
    text.push_str(
        "/** Every command with its request and reply. */\nexport interface Commands {\n",
    );
    for (spec, request, reply) in &signatures {
        let _ = writeln!(text, "  /**{} */", spec.about);
        let _ = writeln!(
            text,
            "  {}: {{ request: {request}; reply: {reply} }};",
            spec.name
        );
    }
    text.push_str("}\n\n/** What a reply is made from (queries) or what a command touches. */\n");
    text.push_str("export const TAGS: { [K in keyof Commands]: { kind: \"query\" | \"change\" | \"job\"; tags: readonly string[] } } = {\n");
    for (spec, _, _) in &signatures {
        let kind = match spec.kind {
            CommandKind::Query => "query",
            CommandKind::Change => "change",
            CommandKind::Job => "job",
        };
        let tags: Vec<String> = spec
            .tags
            .iter()
            .map(|tag| format!("\"{}\"", tag.code()))
            .collect();
        let _ = writeln!(
            text,
            "  {}: {{ kind: \"{kind}\", tags: [{}] }},",
            spec.name,
            tags.join(", ")
        );
    }
    text.push_str("};\n");
    text
}
