import { addReachability } from '../../findings';
import { enrichStep } from './io/enrich';

// Takes the paths of findings files as arguments and adds what govulncheck found about the reachability of each vulnerability.
enrichStep('reachability', addReachability);
