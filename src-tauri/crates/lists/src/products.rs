//! Which products a condition means.

/// A product as orders and campaigns name it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Product {
    /// Its number; blank where only its name is told.
    pub number: String,
    /// Its name; blank where only its number is told.
    pub name: String,
}

/// A name as short as this stands in too many others to mean one product.
const SHORTEST_NAME: usize = 4;

/// For each product whether it is meant: by its number where any has this one, else by a part of its
/// name. Letters count the same in both cases; a blank means all of them.
pub(crate) fn meant(products: &[Product], wanted: &str) -> Vec<bool> {
    let wanted = wanted.trim().to_lowercase();
    let is_numbered = |product: &Product| product.number.to_lowercase() == wanted;
    let by_number = !wanted.is_empty() && products.iter().any(is_numbered);
    products
        .iter()
        .map(|product| {
            if by_number {
                is_numbered(product)
            } else {
                product.name.to_lowercase().contains(&wanted)
            }
        })
        .collect()
}

/// For each product whether it is that of a campaign whose name holds this: its messages name it, or its
/// number or name stands in the name of the campaign.
pub(crate) fn of_campaign(
    products: &[Product],
    campaigns: &[String],
    told: &[(u32, u32)],
    wanted: &str,
) -> Vec<bool> {
    let wanted = wanted.trim().to_lowercase();
    let campaigns: Vec<(u32, String)> = campaigns
        .iter()
        .zip(1_u32..)
        .map(|(name, number)| (number, name.to_lowercase()))
        .filter(|(_, name)| name.contains(&wanted))
        .collect();
    let named_by = |campaign: u32| {
        let theirs = told.iter().filter(move |(one, _)| *one == campaign);
        theirs.filter_map(|(_, product)| products.get((*product as usize).checked_sub(1)?))
    };
    products
        .iter()
        .map(|product| {
            campaigns.iter().any(|(campaign, name)| {
                named_by(*campaign).any(|one| is_same(one, product)) || stands_in(product, name)
            })
        })
        .collect()
}

/// Whether two tables name the same product: by its number or, where either tells none, by its name.
fn is_same(one: &Product, other: &Product) -> bool {
    let same = |one: &str, other: &str| {
        !one.trim().is_empty() && one.trim().to_lowercase() == other.trim().to_lowercase()
    };
    if one.number.is_empty() || other.number.is_empty() {
        return same(&one.name, &other.name);
    }
    same(&one.number, &other.number)
}

fn stands_in(product: &Product, campaign: &str) -> bool {
    let (number, name) = (product.number.to_lowercase(), product.name.to_lowercase());
    let is_part = |one: char| one.is_alphanumeric() || "-_./".contains(one);
    let has_number = !number.is_empty()
        && campaign
            .split(|one| !is_part(one))
            .any(|word| word == number);
    let has_name = name.chars().count() >= SHORTEST_NAME && campaign.contains(&name);
    has_number || has_name
}

#[cfg(test)]
mod tests {
    use super::{Product, meant, of_campaign};

    fn products() -> Vec<Product> {
        let product = |number: &str, name: &str| Product {
            number: number.into(),
            name: name.into(),
        };
        vec![
            product("A", "Reading chair, oatmeal"),
            product("AB", "Oak table"),
            product("", "Throw"),
            // As a campaign's messages name the first.
            product("a", ""),
        ]
    }

    #[test]
    fn a_number_means_one_product_and_a_word_those_with_it() {
        for (wanted, told) in [
            ("a", [true, false, false, true]),
            ("AB", [false, true, false, false]),
            ("OAK", [false, true, false, false]),
            ("oa", [true, true, false, false]),
            ("", [true, true, true, true]),
            ("lamp", [false, false, false, false]),
        ] {
            assert_eq!(meant(&products(), wanted), told, "{wanted}");
        }
    }

    #[test]
    fn a_campaign_is_about_what_its_messages_or_its_name_say() {
        let campaigns = [
            "Spring offer".to_owned(),
            "Again: AB".into(),
            "The throw sale".into(),
        ];
        for (wanted, told) in [
            ("spring", [true, false, false, true]),
            ("again", [false, true, false, false]),
            ("sale", [false, false, true, false]),
            ("summer", [false, false, false, false]),
        ] {
            assert_eq!(
                of_campaign(&products(), &campaigns, &[(1, 4)], wanted),
                told,
                "{wanted}"
            );
        }
    }
}
