//! Who depends on whom, as the manifests say.

use std::collections::BTreeMap;

use rollcall_tests::checkout::tracked;

/// What a package of the project is made of.
pub(crate) struct Manifest {
    /// Its name.
    pub(crate) package: String,
    /// What its program or library needs, without what only its tests need.
    pub(crate) dependencies: Vec<String>,
}

/// Every package of the project, by name.
pub(crate) fn manifests() -> BTreeMap<String, Manifest> {
    tracked()
        .iter()
        .filter(|file| file.path.ends_with("/Cargo.toml"))
        .filter_map(|file| read(file.text.as_deref()?))
        .map(|manifest| (manifest.package.clone(), manifest))
        .collect()
}

fn read(text: &str) -> Option<Manifest> {
    let mut section = "";
    let mut package = None;
    let mut dependencies = Vec::new();
    for line in text.lines().map(str::trim) {
        if let Some(name) = line
            .strip_prefix('[')
            .and_then(|line| line.strip_suffix(']'))
        {
            section = name;
        } else if let Some((key, value)) = line.split_once('=').filter(|_| !line.starts_with('#')) {
            let key = key.trim().split('.').next().unwrap_or_default().to_owned();
            if section == "package" && key == "name" {
                package = Some(value.trim().trim_matches('"').to_owned());
            }
            let for_everybody = section == "dependencies";
            let for_a_platform =
                section.starts_with("target.") && section.ends_with(".dependencies");
            if for_everybody || for_a_platform {
                dependencies.push(key);
            }
        }
    }
    package.map(|package| Manifest {
        package,
        dependencies,
    })
}

#[test]
fn manifests_are_read() {
    let text = "[package]\nname = \"a\"\n[dependencies]\nb.workspace = true\nc = \"1\"\n# d = \"2\"\n\
        [target.'cfg(unix)'.dependencies]\ne = \"1\"\n[dev-dependencies]\nf = \"1\"\n";
    let manifest = read(text).expect("a package");
    assert_eq!(
        (manifest.package.as_str(), manifest.dependencies),
        ("a", vec!["b".into(), "c".into(), "e".into()])
    );
    assert!(
        manifests().len() > 10,
        "the packages of the project were not found"
    );
}
