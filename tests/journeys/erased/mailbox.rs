//! Somebody who was erased comes back with another spelling of the same mailbox.

use super::everywhere::Place;
use super::found;

const BEFORE: &str = "\
Customer no,First name,Surname,E-mail
1,Georgina,Greenhalgh,georgina.greenhalgh@gmail.com
2,Harold,Inglewood,harold@example.com
";
const AFTER: &str = "\
Member,First name,Surname,E-mail
91,G,Greenhalgh,georginagreenhalgh@gmail.com
92,Georgie,G,georgina.greenhalgh+gym@gmail.com
93,,Greenhalgh,Georgina.Greenhalgh@googlemail.com
94,Georgina,Greenhalgh,georgina.greenhalgh@example.com
";

#[test]
fn another_spelling_of_the_mailbox_is_refused_and_another_mailbox_is_not() {
    let place = Place::new();
    place.load("shop_customers.csv", BEFORE, true);
    let customer = place.customer("Greenhalgh");
    place.erase(&customer, Vec::new());
    place.load("club_members.csv", AFTER, true);
    assert_eq!(
        found(&place.engine, "gmail"),
        0,
        "none of the three came in"
    );
    assert_eq!(found(&place.engine, "googlemail"), 0);
    assert_eq!(
        found(&place.engine, "Greenhalgh"),
        1,
        "a namesake with a mailbox of her own did"
    );
}
