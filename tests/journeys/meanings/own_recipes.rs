//! Recipes of one's own, carried from project to project.

use std::path::Path;

use rollcall_engine::Engine;
use rollcall_engine::view::{
    ImportChoice, InspectFiles, Nothing, RecipeFile, RenameRecipe, SaveRecipe, TablePlanView,
};

use super::{MEMBERS, engine, load, load_as, read_as, say, set};

fn looked_at(
    engine: &Engine,
    folder: &Path,
    name: &str,
    text: &str,
    own_recipe: Option<&str>,
) -> Result<TablePlanView, String> {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("a file");
    let look = |choices: Vec<ImportChoice>| {
        let request = InspectFiles {
            paths: vec![path.display().to_string()],
            choices,
        };
        let looked = engine
            .inspect_files(request)
            .map_err(|error| error.to_string());
        looked.map(|looked| looked.tables[0].clone())
    };
    let plan = look(Vec::new())?;
    let Some(recipe) = own_recipe else {
        return Ok(plan);
    };
    look(vec![ImportChoice {
        key: plan.key,
        own_recipe: Some(recipe.into()),
        ..ImportChoice::default()
    }])
}

#[test]
fn a_corrected_mapping_becomes_a_recipe_that_another_project_is_offered() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = engine(folder.path(), "a.rollcall");
    let table = load(&first, folder.path(), "crm_members.csv", MEMBERS);
    set(&first, table, 2, "email_consent", 0);
    say(&first, table, 2, &[("vip", Some("opted_in"))]).expect("said");
    let save = |name: &str| {
        first
            .save_own_recipe(SaveRecipe {
                table,
                name: name.into(),
            })
            .map_err(|error| error.to_string())
    };
    assert!(save("  ").is_err());
    let saved = save("Harbour club").expect("saved");
    assert_eq!((saved.recipes.len(), saved.recipes[0].columns), (1, 5));
    // Saved again it is the same one; nothing of the rows stands in the file.
    assert_eq!(save("harbour club").expect("again").recipes.len(), 1);
    let file = saved.recipes[0].file.clone();
    let path = Path::new(saved.folder.as_deref().expect("a folder")).join(&file);
    let text = std::fs::read_to_string(&path).expect("the file");
    assert!(
        !text.contains("anne@") && text.contains("Newsletter"),
        "{text}"
    );
    drop(first);

    let second = engine(folder.path(), "b.rollcall");
    let shuffled = "EMAIL,Member,Order state,Town,Newsletter\nx@harbour.example,9,paid,Leeds,vip\n";
    let plan = looked_at(&second, folder.path(), "list.csv", shuffled, None).expect("a plan");
    let offer = &plan.own_recipes[0];
    assert!(offer.fits && offer.name == "harbour club", "{offer:?}");
    // Offered, not imposed: nothing is read by it until somebody says so.
    assert_ne!(plan.role_reason, "Your recipe \"harbour club\" says so.");
    let chosen =
        looked_at(&second, folder.path(), "list.csv", shuffled, Some(&file)).expect("a plan");
    assert_eq!(chosen.role_reason, "Your recipe \"harbour club\" says so.");
    let choice = ImportChoice {
        key: chosen.key.clone(),
        own_recipe: Some(file.clone()),
        ..ImportChoice::default()
    };
    load_as(&second, folder.path(), "list.csv", shuffled, vec![choice]);
    let tables = second.list_mappings(Nothing {}).expect("the tables");
    assert_eq!(
        (tables[0].source.name.as_str(), tables[0].name.as_str()),
        (chosen.source_name.as_str(), chosen.table_name.as_str())
    );
    assert_eq!(
        read_as(&second, tables[0].table, "email_consent"),
        ["opted_in"]
    );

    // One column otherwise is told as near and cannot be chosen.
    let other = shuffled.replace("Town", "City");
    let plan = looked_at(&second, folder.path(), "other.csv", &other, None).expect("a plan");
    let offer = &plan.own_recipes[0];
    assert_eq!(
        (offer.fits, offer.added.as_deref(), offer.gone.as_deref()),
        (false, Some("City"), Some("Town"))
    );
    let refused = looked_at(&second, folder.path(), "other.csv", &other, Some(&file));
    assert!(
        refused
            .expect_err("another header")
            .contains("another header")
    );
    let none = looked_at(
        &second,
        folder.path(),
        "third.csv",
        "Email,Name\na@b.example,Ann\n",
        None,
    );
    assert!(none.expect("a plan").own_recipes.is_empty());
    broken_and_deleted(&second, file, &path, &text);
}

/// Renamed, and a file somebody broke is told with its line and left alone.
fn broken_and_deleted(second: &Engine, file: String, path: &Path, text: &str) {
    let rename = RenameRecipe {
        file: file.clone(),
        name: "Club".into(),
    };
    assert_eq!(
        second.rename_own_recipe(rename).expect("renamed").recipes[0].name,
        "Club"
    );
    std::fs::write(
        path.with_file_name("broken.toml"),
        text.replace("system = ", "sistem = "),
    )
    .expect("a file");
    let listed = second.own_recipes(Nothing {}).expect("the recipes");
    assert_eq!((listed.recipes.len(), listed.unread.len()), (1, 1));
    assert!(
        listed.unread[0].what.contains("line ") && listed.unread[0].what.contains("sistem"),
        "{:?}",
        listed.unread
    );
    for file in ["../recent.json", "none.toml", ""] {
        assert!(
            second
                .delete_own_recipe(RecipeFile { file: file.into() })
                .is_err()
        );
    }
    let left = second
        .delete_own_recipe(RecipeFile { file })
        .expect("deleted");
    assert!(left.recipes.is_empty() && !path.exists());
}
